using SparseCompile.Cli.Projects;
using SparseCompile.Cli.Pruning.Models;
using SparseCompile.Cli.Pruning.Numerics;
using SparseCompile.Cli.Pruning.Tensors;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Importers.Onnx;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Formats.Onnx;

namespace SparseCompile.Cli.Pruning;

/// <summary>Prunes the layers of a network first to last: each is fitted to what those before it compute now.</summary>
/// <param name="options">What is asked for.</param>
/// <param name="progress">Told of each layer before it is pruned: its number, how many there are, its name.</param>
internal sealed class NetworkPruner(PruneOptions options, Action<int, int, string> progress)
{
    /// <summary>Prunes a model of a project.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">Its weights.</param>
    /// <param name="inputs">Calibration inputs: [samples, ...]; null for none.</param>
    /// <exception cref="ProjectException">Something does not fit; the message says what.</exception>
    public PruneResult Prune(ModelDeclaration model, WeightFile file, DenseTensor? inputs)
    {
        OnnxModel? onnx = model.Layers.Count == 0 ? file.Onnx : null;
        Graph graph = Import(model, file, onnx);
        List<DenseTensor> tensors = onnx is null ? TensorReader.ReadAll(file) : [];
        List<PrunableLayer> layers = onnx is null ? NetworkLayers.Of(model, graph, tensors) : OnnxLayers.Of(graph, file);
        if (onnx is not null)
        {
            tensors = [.. layers.DistinctBy(layer => layer.Tensor).Select(layer => TensorReader.Read(file, layer.Tensor))];
        }

        if (inputs is not null && !graph.IsFunction)
        {
            throw new ProjectException($"'{file.DisplayName}': found {graph.Inputs.Count} inputs and {graph.Outputs.Count} outputs; expected one of each for calibration, or no --calibration.");
        }

        double[][] all = inputs is null ? [] : Samples(graph, inputs);
        double[][]? samples = inputs is null ? null : [.. all.Take(options.Samples)];
        List<PrunableLayer> first = [.. layers.DistinctBy(layer => layer.Tensor)];
        List<Gram[]?> grams = samples is null || options.BudgetNanoseconds is null ? [] : DenseGrams(graph, first, samples);
        IReadOnlyDictionary<string, PruningChoice> choices = Choices(first, grams);
        PruneResult result = Walk(graph, layers, choices, samples) with { Tensors = tensors };
        double[][] others = [.. all.Skip(options.Samples)];
        return result with
        {
            OutputError = samples is null ? null : OutputChange.Relative(graph, result.WeightsOf, samples),
            HeldOutError = others.Length == 0 ? null : OutputChange.Relative(graph, result.WeightsOf, others),
        };
    }

    /// <summary>Prunes the tensors of a file.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="calibration">Inputs of layers by their names; empty for none.</param>
    /// <exception cref="ProjectException">Something does not fit; the message says what.</exception>
    public PruneResult Prune(List<DenseTensor> tensors, IReadOnlyList<DenseTensor> calibration)
    {
        List<PrunableLayer> layers = FileLayers.Of(tensors);
        List<Gram[]?> grams = [.. layers.Select(layer => FileLayers.Calibrate(layer, calibration, options.Samples))];
        if (calibration.Count > 0 && grams.All(gram => gram is null))
        {
            throw new ProjectException($"The calibration file has no inputs of a layer; found {Names(calibration.Select(array => array.Name))}; expected {Names(layers.Select(layer => layer.Name))}, or a project instead of a weight file.");
        }

        IReadOnlyDictionary<string, PruningChoice> choices = Choices(layers, grams);
        List<PrunedLayer> pruned = [];
        for (int i = 0; i < layers.Count; i++)
        {
            progress(i, layers.Count, layers[i].Name);
            pruned.Add(LayerPruner.Prune(layers[i], choices[layers[i].Name], grams[i], options.IsSecondOrder));
        }

        return new PruneResult(pruned) { Tensors = tensors };
    }

    private static Graph Import(ModelDeclaration model, WeightFile file, OnnxModel? onnx)
    {
        if (onnx is not null && ExternalFiles.Of(onnx) is [{ } tensor, ..])
        {
            throw new ProjectException($"'{file.Parts[0].LogicalName}' has tensor '{tensor.Name}' in '{tensor.External!.Location}'. Expected all tensors in the ONNX file itself.");
        }

        List<CompilerDiagnostic> diagnostics = [];
        Graph? graph = onnx is null ? ModelImporter.Build(model, file, diagnostics) : OnnxImporter.Build(model, file, onnx, diagnostics);
        return graph ?? throw new ProjectException(diagnostics[0].Message);
    }

    /// <summary>Of the inputs of each layer before any is pruned.</summary>
    private static List<Gram[]?> DenseGrams(Graph graph, List<PrunableLayer> layers, double[][] samples)
    {
        Calibration dense = new(graph, samples);
        List<Gram[]?> grams = [];
        foreach (Node node in graph.Nodes)
        {
            if (layers.Exists(layer => layer.Node == node.Name))
            {
                grams.Add(dense.GramsOf(node));
            }

            dense.Run(node);
        }

        return grams;
    }

    private PruneResult Walk(Graph graph, List<PrunableLayer> layers, IReadOnlyDictionary<string, PruningChoice> choices, double[][]? samples)
    {
        Calibration? calibration = samples is null ? null : new Calibration(graph, samples);
        List<PrunedLayer> pruned = [];
        Dictionary<string, float[]> weights = new(StringComparer.Ordinal);
        foreach (Node node in graph.Nodes)
        {
            MatrixOperator? replacement = null;
            if (layers.Find(layer => layer.Node == node.Name) is { } layer)
            {
                PrunedLayer? shared = pruned.Find(other => other.Layer.Tensor == layer.Tensor);
                if (shared is null)
                {
                    progress(pruned.Count, choices.Count, layer.Name);
                    pruned.Add(LayerPruner.Prune(layer, choices[layer.Name], calibration?.GramsOf(node), options.IsSecondOrder));
                }

                weights[node.Name] = shared is null ? pruned[^1].Weights : layer.Layout.Gather(shared.Layer.Layout.Scatter(shared.Weights));
                replacement = Calibration.WithWeights(node, weights[node.Name]);
            }

            calibration?.Run(node, replacement);
        }

        return new PruneResult(pruned) { WeightsOf = weights };
    }

    private IReadOnlyDictionary<string, PruningChoice> Choices(List<PrunableLayer> layers, List<Gram[]?> grams)
    {
        if (layers.Count == 0)
        {
            throw new ProjectException("There is no layer to prune. Expected a tensor of two dimensions or more, such as 'fc1.weight', or an ONNX file with layers whose weights are float32, float16 or float64.");
        }

        if (options.Layers.Keys.FirstOrDefault(name => layers.All(layer => layer.Name != name)) is { } unknown)
        {
            throw new ProjectException($"Unknown layer: '{unknown}'. Expected {Names(layers.Select(layer => layer.Name))}.");
        }

        IReadOnlyList<Gram[]?> known = grams.Count == layers.Count ? grams : [.. layers.Select(_ => (Gram[]?)null)];
        return options.BudgetNanoseconds is { } budget
            ? BudgetPlanner.Plan(layers, known, options.Patterns, budget, options.Layers)
            : layers.ToDictionary(layer => layer.Name, layer => options.Layers.GetValueOrDefault(layer.Name) ?? options.Default ?? PruningChoice.Dense);
    }

    /// <summary>Those that layers are fitted to, and others.</summary>
    private double[][] Samples(Graph graph, DenseTensor inputs)
    {
        int length = graph.InputLength;
        if (inputs.Shape.Length < 2 || inputs.Shape[0] < 1 || inputs.Values.Length / inputs.Shape[0] != length)
        {
            throw new ProjectException($"Calibration array '{inputs.Name}': found the shape [{string.Join(", ", inputs.Shape)}]; expected [samples, ...] with {length} values a sample.");
        }

        // As many again, to be tested with.
        return [.. Enumerable.Range(0, (int)Math.Min(2L * options.Samples, inputs.Shape[0])).Select(sample => Array.ConvertAll(inputs.Values[(sample * length)..((sample + 1) * length)], value => (double)value))];
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'").DefaultIfEmpty("nothing"));
}
