using System.Globalization;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Pipeline;

public sealed class DeterminismTests : GeneratorTest
{
    private const string Source =
        """
        using System;
        using SparseCompile;
        namespace Models;
        [SparseModel("weights/a.npz")]
        [Linear("fc1", Activation = Activation.LeakyRelu, Alpha = 0.125f), Linear("fc2")]
        public static partial class Small;
        [SparseModel("weights/b.npz")]
        [Linear("fc1", Activation = Activation.Clip, Low = -1.5f, High = 1.5f)]
        public static partial class Large;
        public static partial class Ops
        {
            [SparseMatrix("weights/b.npz", Tensor = "fc1.weight")]
            public static partial void Apply(ReadOnlySpan<float> x, Span<float> y);
        }
        """;

    [Fact]
    public void A_hostile_culture_changes_nothing()
    {
        SortedDictionary<string, string> expected = GeneratorRun.Of(Source, WriteFiles(Folder)).Sources;

        UnderHostileCulture(() => GeneratorRun.Of(Source, WriteFiles(Folder)).Sources).ShouldBe(expected);
    }

    [Fact]
    public void A_hostile_culture_changes_no_word_of_what_is_reported()
    {
        WeightInput[] files =
        [
            new NpzBuilder().Add("fc1.weight", [1, 2], 1, float.NegativeInfinity).Write(Folder, "weights/a.npz"),
            new NpzBuilder().Add("fc1.weight", [120, 250], Pruned(30_000, 1, 7)).Write(Folder, "weights/b.npz"),
        ];
        string source = Source + "\n[SparseModel(\"weights/a.npz\"), Input(-3), Linear(\"fc1\", Activation = Activation.Clip, Low = 1.5f, High = -1.5f)] static partial class Bad;";
        string[] expected = Messages();

        expected.Length.ShouldBeGreaterThan(4);
        UnderHostileCulture(Messages).ShouldBe(expected);

        string[] Messages() => [.. GeneratorRun.Of(source, files).Diagnostics.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture))];
    }

    [Fact]
    public void The_order_of_files_changes_nothing()
    {
        WeightInput[] files = WriteFiles(Folder);

        GeneratorRun.Of(Source, [.. files.Reverse()]).Sources.ShouldBe(GeneratorRun.Of(Source, files).Sources);
    }

    [Fact]
    public void The_folder_changes_nothing() =>
        GeneratorRun.Of(Source, WriteFiles(Path.Combine(Folder, "some", "where else"))).Sources.ShouldBe(GeneratorRun.Of(Source, WriteFiles(Folder)).Sources);

    [Fact]
    public void A_second_run_changes_nothing()
    {
        WeightInput[] files = WriteFiles(Folder);

        GeneratorRun.Of(Source, files).Sources.ShouldBe(GeneratorRun.Of(Source, files).Sources);
    }

    private static T UnderHostileCulture<T>(Func<T> run)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo hostile = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        hostile.NumberFormat.NumberDecimalSeparator = ",";
        hostile.NumberFormat.NumberGroupSeparator = ".";
        hostile.NumberFormat.NegativeSign = "\u2212";
        hostile.NumberFormat.PercentDecimalSeparator = ";";
        hostile.NumberFormat.NegativeInfinitySymbol = "\u2212\u221E";
        hostile.NumberFormat.NaNSymbol = "not a number";
        try
        {
            CultureInfo.CurrentCulture = hostile;
            (-1.5).ToString().ShouldBe("\u22121,5");
            return run();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static WeightInput[] WriteFiles(string folder) =>
    [
        TwoLayers().Write(folder, "weights/a.npz"),
        new NpzBuilder().Add("fc1.weight", [120, 250], Pruned(30_000, 10, 7)).Add("fc1.bias", [120], Pruned(120, 1, 8)).Write(folder, "weights/b.npz"),
        new NpzBuilder().Add("x", [1, 1], 1).Write(folder, "weights/unused.npz"),
    ];
}
