using SparseCompile.Models.Tests.Data;
using SparseCompile.Testing;

namespace SparseCompile.Models.Tests.Matrices;

/// <summary>All matrices of the DLMC collection and of the Lyra codec that are at hand, in one compilation.</summary>
public sealed class Operators : IDisposable
{
    private readonly Lazy<(IReadOnlyList<OperatorCase> Cases, LoadedModels Code)> _compiled = new(Compile);

    /// <summary>The matrices.</summary>
    internal IReadOnlyList<OperatorCase> All => _compiled.Value.Cases;

    /// <summary>A matrix's code.</summary>
    internal LoadedModel this[OperatorCase one] => _compiled.Value.Code.Matrix("Operators", one.Name);

    /// <summary>A Lyra layer's code, biases included; the name is its folder's.</summary>
    internal LoadedModel Layer(string name) => _compiled.Value.Code[Identifier(name)];

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_compiled.IsValueCreated)
        {
            _compiled.Value.Code.Dispose();
        }
    }

    private static (IReadOnlyList<OperatorCase> Cases, LoadedModels Code) Compile()
    {
        string[] layers = [.. SharedData.Files("lyra_v1", "weights.safetensors")];
        OperatorCase[] cases =
        [
            .. SharedData.Files("dlmc", ".smtx").Select(static (file, i) => Pattern($"Dlmc{i}", file)),
            .. SharedData.Files("lyra_v1", "pattern.smtx").Select(static (file, i) => Pattern($"LyraPattern{i}", file)),
            .. layers.Select(static (file, i) => new OperatorCase($"Lyra{i}", Input(file), ", Tensor = \"weight\"", SafetensorsTensors.Read(SharedData.PathOf(file))["weight"])),
        ];
        string source = $$"""
            using System;
            using SparseCompile;
            public static partial class Operators
            {
            {{string.Concat(cases.Select(static one => one.Source))}}
            }
            {{string.Concat(layers.Select(static file => $"[SparseModel(\"{file}\")] [Linear(\"layer\", Weight = \"weight\", Bias = \"bias\")] public static partial class {Identifier(file.Split('/')[1])};\n"))}}
            """;
        GeneratorRun run = GeneratorRun.Of(source, [.. cases.Select(static one => one.File).Concat(layers.Select(Input)).Distinct()]);
        run.Diagnostics.Where(static diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).ShouldBeEmpty();
        return (cases, new LoadedModels(run));
    }

    private static WeightInput Input(string file) => new(SharedData.PathOf(file), file);

    private static string Identifier(string name) => "L" + name;

    private static OperatorCase Pattern(string name, string file)
    {
        SmtxPattern pattern = SmtxPattern.Read(SharedData.PathOf(file));
        double[] values = new double[pattern.Rows * pattern.Columns];
        for (int row = 0; row < pattern.Rows; row++)
        {
            foreach (int column in pattern.Entries[row])
            {
                values[(row * pattern.Columns) + column] = SeededValue.At(row, column);
            }
        }

        return new OperatorCase(name, Input(file), ", PatternValues = PatternValues.Seeded", new DenseTensor([pattern.Rows, pattern.Columns], values));
    }
}
