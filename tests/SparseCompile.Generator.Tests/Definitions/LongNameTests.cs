using System.Text;
using Microsoft.CodeAnalysis;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Definitions;

/// <summary>Names of any length: generated files may be written to disk, where 255 bytes are the limit and letter case may not count.</summary>
public sealed class LongNameTests : GeneratorTest
{
    private static readonly string Long = new('n', 2000);

    [Fact]
    public void Layers_with_long_names_of_one_start_are_compiled_and_keep_their_names()
    {
        string[] names = [Long, Long + "a", Long + "A", "x." + Long, new string('層', 700), new string('9', 300)];
        WeightInput file = new NpzBuilder().Add("w", [2, 2], 2, 0, 0, 2).Write(Folder, "w.npz");
        foreach (string unrolling in new[] { "Auto", "None" })
        {
            GeneratorRun run = Compile(
                $$"""
                using SparseCompile;
                [SparseModel("w.npz", Unrolling = Unrolling.{{unrolling}})]
                {{string.Concat(names.Select(name => $"[Linear(\"{name}\", Weight = \"w\")]\n"))}}
                public static partial class M;
                """,
                file);
            using LoadedModels models = new(run);
            float[] output = new float[2];

            models["M"].Infer([1, -3], output);

            output.ShouldBe([64, -192]);
            models["M"].Info.Layers.Select(layer => layer.Name).ShouldBe(names);
        }
    }

    [Fact]
    public void Types_with_long_names_of_one_start_are_compiled()
    {
        string space = string.Join(".", Enumerable.Repeat("Namespace", 20));
        string type = new('T', 400);
        string greek = new('ω', 90);
        GeneratorRun run = Compile(
            $$"""
            using System;
            using SparseCompile;
            namespace {{space}}
            {
                [SparseModel("weights/two.npz"), Linear("fc1")] public static partial class {{type}} { }
                [SparseModel("weights/two.npz"), Linear("fc1")] public static partial class {{type}}a { }
                [SparseModel("weights/two.npz"), Linear("fc1")] public static partial class {{type}}A { }
                [SparseModel("weights/two.npz"), Linear("fc1")] public static partial class {{greek}}
                {
                    [SparseMatrix("weights/two.npz", Tensor = "fc1.weight")] public static partial void {{type}}(ReadOnlySpan<float> x, Span<float> y);
                }
            }
            """,
            WriteTwoLayers());
        using LoadedModels models = new(run);
        float[] output = new float[2];
        foreach (string name in new[] { type, type + "a", type + "A", greek })
        {
            models[space + "." + name].Infer([1, -2, 3], output);

            output.ShouldBe([7.5f, -8]);
        }

        models.Matrix(space + "." + greek, type).Infer([1, -2, 3], output);
        output.ShouldBe([7, -9]);
    }

    [Theory]
    [InlineData("con")]
    [InlineData("Nul")]
    [InlineData("COM1")]
    public void Names_of_devices_are_none_of_files(string name)
    {
        GeneratorRun run = Compile($"using SparseCompile; [SparseModel(\"weights/two.npz\"), Linear(\"fc1\")] public static partial class {name};", WriteTwoLayers());

        run.Sources.Keys.ShouldAllBe(hint => hint.StartsWith('-'));
    }

    [Fact]
    public void Keywords_are_names()
    {
        GeneratorRun run = Compile(
            """
            using SparseCompile;
            namespace @event.@class
            {
                public static partial class @namespace
                {
                    [SparseModel("weights/two.npz"), Linear("static", Weight = "fc1.weight", Bias = "")] public static partial class @void { }
                    [SparseMatrix("weights/two.npz", Tensor = "fc1.weight")] public static partial void @params(global::System.ReadOnlySpan<float> @in, global::System.Span<float> @out);
                }
            }
            """,
            WriteTwoLayers());
        using LoadedModels models = new(run);
        float[] output = new float[2];

        models["event.class.namespace+void"].Infer([1, -2, 3], output);
        output.ShouldBe([7, -9]);

        models.Matrix("event.class.namespace", "params").Infer([1, -2, 3], output);
        output.ShouldBe([7, -9]);
    }

    private static GeneratorRun Compile(string source, WeightInput file)
    {
        GeneratorRun run = GeneratorRun.Of(source, file);
        run.Diagnostics.Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Info).ShouldBeEmpty();
        run.Sources.Keys.ShouldAllBe(hint => Encoding.UTF8.GetByteCount(hint) <= 125);
        run.Sources.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(run.Sources.Count);
        return run;
    }
}
