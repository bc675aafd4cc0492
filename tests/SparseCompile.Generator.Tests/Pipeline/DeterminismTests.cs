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
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo hostile = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        hostile.NumberFormat.NumberDecimalSeparator = ",";
        hostile.NumberFormat.NumberGroupSeparator = ".";
        hostile.NumberFormat.NegativeSign = "\u2212";
        hostile.NumberFormat.PercentDecimalSeparator = ";";
        try
        {
            CultureInfo.CurrentCulture = hostile;
            (-1.5).ToString().ShouldBe("\u22121,5");

            GeneratorRun.Of(Source, WriteFiles(Folder)).Sources.ShouldBe(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
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

    private static WeightInput[] WriteFiles(string folder) =>
    [
        TwoLayers().Write(folder, "weights/a.npz"),
        new NpzBuilder().Add("fc1.weight", [120, 250], Pruned(30_000, 10, 7)).Add("fc1.bias", [120], Pruned(120, 1, 8)).Write(folder, "weights/b.npz"),
        new NpzBuilder().Add("x", [1, 1], 1).Write(folder, "weights/unused.npz"),
    ];
}
