using System.Globalization;
using System.Security.Cryptography;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Models;

/// <summary>A model, or a matrix, as a test defines it: the user's source, the weight file and the compiler's declaration follow from it.</summary>
/// <param name="Name">The class.</param>
/// <param name="Unrolling">What the attribute asks for.</param>
/// <param name="Layers">First to last; a matrix has one, without biases and activation.</param>
internal sealed record TestModel(string Name, UnrollingMode Unrolling, params IReadOnlyList<TestLayer> Layers)
{
    private const string Method = "Apply";

    /// <summary>A <c>[SparseMatrix]</c> method instead of a <c>[SparseModel]</c> class.</summary>
    public bool IsMatrix { get; init; }

    public int InputLength => Layers[0].Inputs;

    public int OutputLength => Layers[^1].Outputs;

    public string WeightFile => $"weights/{Name}.npz";

    /// <summary>What a user would write.</summary>
    public string Source
    {
        get
        {
            if (IsMatrix)
            {
                return $$"""
                    public static partial class {{Name}}
                    {
                        [SparseMatrix("{{WeightFile}}", Unrolling = Unrolling.{{Unrolling}})]
                        public static partial void {{Method}}(ReadOnlySpan<float> x, Span<float> y);
                    }
                    """;
            }

            IEnumerable<string> layers = Layers.Select((layer, i) => $"[Linear(\"fc{i + 1}\"{Options(layer)})]");
            return $"[SparseModel(\"{WeightFile}\", Unrolling = Unrolling.{Unrolling})]\n{string.Join("\n", layers)}\npublic static partial class {Name};";
        }
    }

    /// <summary>The same as the compiler's input.</summary>
    public SparseDeclaration Declaration
    {
        get
        {
            TypeDeclaration type = new("", new EquatableArray<string>([$"partial class {Name}"]), Name, Name);
            LayerDeclaration[] layers = [.. Layers.Select((layer, i) => new LinearDeclaration($"fc{i + 1}", null, null, false, layer.Activation, null) { InputSparsity = layer.InputSparsity })];
            return IsMatrix
                ? new MatrixDeclaration(type, Method, "public static partial", "x", "y", WeightFile, null, false, default, Unrolling, null)
                : new ModelDeclaration(type, WeightFile, Unrolling, EquatableArray<int>.Empty, new EquatableArray<LayerDeclaration>(layers), null);
        }
    }

    /// <summary>Kernels that are not left to the planner's estimates; null where all are.</summary>
    public ModelChoices? Choices
    {
        get
        {
            KernelChoice[] kernels = [.. Layers.Select((layer, i) => new KernelChoice($"fc{i + 1}", layer.Kernel ?? "", 1)).Where(choice => choice.Kernel.Length > 0)];
            return kernels.Length == 0 ? null : new ModelChoices(Declaration.FullName, new EquatableArray<KernelChoice>(kernels));
        }
    }

    /// <summary>Writes the weight file, and the plan file that asks for <see cref="Choices"/>.</summary>
    public IReadOnlyList<WeightInput> Write(string folder)
    {
        WeightInput weights = WriteWeights(folder);
        if (Choices is not { } choices)
        {
            return [weights];
        }

        string layers = string.Join(", ", choices.Layers.Select(choice => $$"""{ "name": "{{choice.Layer}}", "kernel": "{{choice.Kernel}}", "nanoseconds": 1 }"""));
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(weights.Path)));
        string plan = $$"""{ "format": "sparsecompile-plan/2", "weightsSha256": "{{hash}}", "models": [ { "name": "{{choices.Model}}", "layers": [ {{layers}} ] } ] }""";
        File.WriteAllText(weights.Path + PlanFile.Extension, plan);
        return [weights, new WeightInput(weights.Path + PlanFile.Extension, weights.LogicalName + PlanFile.Extension)];
    }

    private WeightInput WriteWeights(string folder)
    {
        NpzBuilder file = new();
        foreach ((int i, TestLayer layer) in Layers.Index())
        {
            file.Add($"fc{i + 1}.weight", [layer.Outputs, layer.Inputs], layer.Weights);
            if (layer.Bias is { } bias)
            {
                file.Add($"fc{i + 1}.bias", [layer.Outputs], bias);
            }
        }

        return file.Write(folder, WeightFile);
    }

    /// <summary>The generated members.</summary>
    public LoadedModel Of(LoadedModels models) => IsMatrix ? models.Matrix(Name, Method) : models[Name];

    public override string ToString() => $"{Name} ({Unrolling}: {string.Join("; ", Layers)})";

    private static string Options(TestLayer layer) =>
        (layer.InputSparsity > 0 ? $", InputSparsity = {layer.InputSparsity.ToString(CultureInfo.InvariantCulture)}" : "") + AttributeText.Options(layer.Activation);
}
