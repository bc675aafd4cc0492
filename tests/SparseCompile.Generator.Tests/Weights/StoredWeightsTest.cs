using Microsoft.CodeAnalysis;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Weights;

/// <summary>Compiles models of files that tests make, runs them, and reads back the matrix that a layer computes.</summary>
public abstract class StoredWeightsTest : GeneratorTest
{
    /// <summary>The matrix that most tests store, [3, 4].</summary>
    protected static readonly float[] Matrix = [0, 1.5f, 0, -2, 0, 0, 0, 0, 3, 0, 0.25f, 0];

    /// <summary>Runs the generator on a model M of these attributes.</summary>
    /// <param name="attributes">Lines above the class.</param>
    /// <param name="files">Names below weights/, and contents.</param>
    protected GeneratorRun Run(string attributes, params (string Name, byte[] Content)[] files) => GeneratorRun.Of(
        $"using SparseCompile;\n{attributes}\npublic static partial class M;\n", [.. files.Select(file => Write("weights/" + file.Name, file.Content))]);

    /// <summary>The same for m.npz.</summary>
    protected GeneratorRun RunLayer(NpzMembers file, string layers = """[Linear("fc1")]""") => Run($"[SparseModel(\"weights/m.npz\")]\n{layers}", ("m.npz", file.ToBytes()));

    /// <summary>A matrix method A of m.npz.</summary>
    protected GeneratorRun RunMatrix(NpzMembers file, string options = "", string name = "m.npz") => GeneratorRun.Of(
        $$"""
        using System;
        using SparseCompile;
        public static partial class M
        {
            [SparseMatrix("weights/{{name}}"{{options}})]
            public static partial void A(ReadOnlySpan<float> x, Span<float> y);
        }
        """,
        Write("weights/" + name, file.ToBytes()));

    /// <summary>Checks that what was compiled computes a matrix and a bias, and nothing but this was said.</summary>
    protected static void ShouldCompute(GeneratorRun run, int rows, int columns, float[] matrix, float[]? bias = null, string method = "", params string[] said)
    {
        run.Diagnostics.Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Info || diagnostic.Id != "SPARSE0026").Select(diagnostic => diagnostic.ToString())
            .Where(text => !said.Any(id => text.Contains(id, StringComparison.Ordinal))).ShouldBeEmpty();
        using LoadedModels models = new(run);
        LoadedModel model = method.Length == 0 ? models["M"] : models.Matrix("M", method);
        (model.Info.InputLength, model.Info.OutputLength).ShouldBe((columns, rows));
        float[] output = new float[rows];
        for (int column = 0; column < columns; column++)
        {
            float[] input = new float[columns];
            input[column] = 1;
            model.Infer(input, output);
            output.ShouldBe(Enumerable.Range(0, rows).Select(row => matrix[(row * columns) + column] + (bias?[row] ?? 0f)), $"column {column}");
        }
    }

    /// <summary>The only message of an id, with its severity.</summary>
    protected static string ShouldSay(GeneratorRun run, string id, DiagnosticSeverity severity)
    {
        Diagnostic diagnostic = run.Diagnostics.Where(diagnostic => diagnostic.Id == id).ShouldHaveSingleItem(string.Join("\n", run.Diagnostics));
        diagnostic.Severity.ShouldBe(severity);
        return diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
    }
}
