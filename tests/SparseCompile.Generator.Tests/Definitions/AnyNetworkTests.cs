using Microsoft.CodeAnalysis.CSharp;
using SparseCompile.Compiler.CSharp;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Definitions;

/// <summary>Layers of every kind in any order, with weights at the ends of float32 and layers that are all zero.</summary>
public sealed class AnyNetworkTests : GeneratorTest
{
    private static readonly ActivationKind[] Kinds = Enum.GetValues<ActivationKind>();
    private uint _state;

    [Fact]
    public void Any_network_is_compiled_or_refused_for_a_reason_of_its_own()
    {
        TypeDeclaration type = new("", new EquatableArray<string>(["partial class M"]), "M", "M");
        int compiled = 0;
        int refused = 0;
        for (uint seed = 1; seed <= 60; seed++)
        {
            _state = seed;
            NpzBuilder weights = new();
            EquatableArray<LayerDeclaration> layers = Layers(weights).ToEquatableArray();
            WeightInput input = weights.Write(Folder, "any.npz");
            foreach (UnrollingMode unrolling in Enum.GetValues<UnrollingMode>())
            {
                ModelDeclaration declaration = new(type, "any.npz", unrolling, EquatableArray<int>.Empty, layers, null);

                CompilationOutput output = ModelCompiler.Compile(declaration, WeightFile.Open(input.Path, "any.npz"));

                // Every other rule would mean that what was written here was read wrongly.
                string[] rules = [.. output.Diagnostics.Select(diagnostic => diagnostic.Rule.Id)];
                rules.ShouldBeSubsetOf(["SPARSE0012", "SPARSE0015", "SPARSE0016", "SPARSE0020", "SPARSE0021", "SPARSE0022", "SPARSE0026", "SPARSE0054", "SPARSE0055"], $"seed {seed}: {string.Join("\n", output.Diagnostics.Select(diagnostic => diagnostic.Message))}");
                output.Diagnostics.Count(diagnostic => diagnostic.Rule.Severity == RuleSeverity.Error).ShouldBe(output.Files.Count > 1 ? 0 : 1, $"seed {seed}");
                foreach (GeneratedFile file in output.Files)
                {
                    CSharpSyntaxTree.ParseText(file.Text).GetDiagnostics().ShouldBeEmpty($"seed {seed}: {file.HintName}");
                }

                compiled += output.Files.Count > 1 ? 1 : 0;
                refused += output.Files.Count > 1 ? 0 : 1;
            }
        }

        // Both must happen, or the test looks at nothing.
        compiled.ShouldBeGreaterThan(60);
        refused.ShouldBeGreaterThan(10);
    }

    private IEnumerable<LayerDeclaration> Layers(NpzBuilder weights)
    {
        int width = Size();
        int count = 1 + Next(4);
        for (int i = 0; i < count; i++)
        {
            ActivationFunction activation = new(Kinds[Next(Kinds.Length)], Alpha: 0.1f, Low: -1, High: 1);
            int kind = Next(5);
            if (kind < 3)
            {
                int outputs = Size();
                int keep = Next(4) * 3;
                weights.Add($"l{i}.weight", [outputs, width], Values(outputs * width, keep)).Add($"l{i}.bias", [outputs], Values(outputs, Next(2)));
                width = outputs;
                yield return new LinearDeclaration($"l{i}", null, null, false, activation, null);
            }
            else if (kind == 3)
            {
                weights.Add($"l{i}.running_mean", [width], Values(width, 1)).Add($"l{i}.running_var", [width], [.. Values(width, 1).Select(Math.Abs)]).Add($"l{i}.weight", [width], Values(width, 2));
                yield return new BatchNormDeclaration($"l{i}", Next(2) * 1e-5f, activation, null);
            }
            else
            {
                yield return new ElementwiseDeclaration("activation", activation, null);
            }
        }
    }

    private float[] Values(int count, int keep) => [.. Enumerable.Range(0, count).Select(_ => keep > 0 && Next(keep) == 0 ? Value() : 0f)];

    private float Value() => Next(30) switch
    {
        0 => float.Epsilon,
        1 => 1e30f,
        2 => -1e-30f,
        _ => (Next(4001) - 2000) / 1000f,
    };

    private int Size() => Next(4) switch { 0 => 1, 1 => 16, 2 => 1 + Next(20), _ => 60 + Next(20) };

    private int Next(int count)
    {
        _state = (_state * 1664525) + 1013904223;
        return (int)((_state >> 8) % (uint)count);
    }
}
