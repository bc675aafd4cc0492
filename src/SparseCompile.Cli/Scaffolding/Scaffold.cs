using SparseCompile.Cli.Projects;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Encodings;

namespace SparseCompile.Cli.Scaffolding;

/// <summary>A definition inferred from the names and shapes of a weight file.</summary>
/// <param name="ClassName">Name of the class.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Weights">The files as the attribute names them.</param>
/// <param name="Layers">The layers in order.</param>
internal sealed record Scaffold(string ClassName, string Namespace, IReadOnlyList<string> Weights, IReadOnlyList<ScaffoldLayer> Layers)
{
    /// <summary>What the weights do not say, one sentence each.</summary>
    public List<string> Doubts { get; } = [];

    /// <summary>What was assumed of images; null where there are none.</summary>
    public ImageGuess? Image { get; private set; }

    /// <summary>The C#.</summary>
    public string Source { get; private set; } = "";

    /// <summary>What the generator says of it: errors and warnings.</summary>
    public IReadOnlyList<string> Diagnostics { get; private set; } = [];

    /// <summary>The models as the generator binds them; none where the definition does not compile.</summary>
    public SourceModels? Models { get; private set; }

    /// <summary>The definition compiles as it stands.</summary>
    public bool Compiles => Models is { Models.Count: > 0 } && !Models.Errors.Any();

    /// <summary>Infers a definition and checks that it compiles.</summary>
    /// <param name="files">The weight files, opened.</param>
    /// <param name="names">Name of class and namespace; null to make one of the file's name.</param>
    /// <param name="input">Extents of the input where they are known.</param>
    /// <exception cref="ProjectException">A file cannot be read, or has no tensors.</exception>
    public static Scaffold Of(IReadOnlyList<WeightFile> files, (string? Class, string? Namespace) names, IReadOnlyList<long>? input)
    {
        if (files.Any(file => file.Path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)))
        {
            // The file has the whole graph.
            Scaffold graph = new(names.Class ?? ScaffoldNames.Class(System.IO.Path.GetFileNameWithoutExtension(files[0].Path)), names.Namespace ?? "Models", [.. files.Select(file => file.LogicalName)], []);
            graph.Finish(ScaffoldSource.WriteModel(graph), files);
            return graph;
        }

        foreach (WeightFile bad in files.Where(file => file.Error is not null))
        {
            throw new ProjectException($"'{bad.LogicalName}' cannot be read: found {bad.Error!.Found}; expected {bad.Error.Expected}.");
        }

        WeightFile file = WeightFile.Combine(files);
        string name = names.Class ?? ScaffoldNames.Class(System.IO.Path.GetFileNameWithoutExtension(file.Path));
        string[] paths = [.. files.Select(part => part.LogicalName)];
        if (IsMatrix(file))
        {
            Scaffold matrix = new(name, names.Namespace ?? "Models", paths, []);
            matrix.Finish(ScaffoldSource.WriteMatrix(matrix, file), files);
            return matrix;
        }

        TensorRoles roles = TensorRoles.Of(file);
        (IReadOnlyList<ScaffoldLayer> layers, bool chains) = LayerOrder.Of(roles.Layers);
        Scaffold scaffold = new(name, names.Namespace ?? "Models", paths, layers);
        if (layers.All(layer => !layer.IsMatrix))
        {
            throw new ProjectException($"'{file.DisplayName}' has no tensor that could be a layer's weights: found {file.Tensors.Count} tensors; expected one of 2 to 4 extents.");
        }

        scaffold.Image = ImageGuess.Of(layers, input);
        scaffold.AddDoubts(roles, chains, input is not null);
        scaffold.Finish(ScaffoldSource.WriteModel(scaffold), files);
        return scaffold;
    }

    /// <summary>Whether the file is one matrix and nothing else.</summary>
    private static bool IsMatrix(WeightFile file) =>
        file.Parts.Count == 1
        && (file.Format is WeightFileFormat.MatrixMarket or WeightFileFormat.Smtx
            || (file.Tensors is [{ Shape.Count: 2 }])
            || (file.Tensors.Count > 0 && SparseGroups.Find(file.Tensors) is [var group] && group.Parts.Count == file.Tensors.Count));

    private void AddDoubts(TensorRoles roles, bool chains, bool isInputKnown)
    {
        Doubts.AddRange(roles.Doubts);
        if (!chains)
        {
            Doubts.Add("The shapes do not chain in the order of the file, nor in that of the names: the order of the layers is a guess.");
        }

        if (Layers.SkipLast(1).Any(layer => layer.IsMatrix && !layer.IsRecurrent))
        {
            Doubts.Add("Weights do not say what follows a layer: ReLU after each but the last is a guess.");
        }

        if (Image is { } image)
        {
            string size = isInputKnown ? "" : $"an input of {string.Join(" x ", image.Input)}, ";
            string windows = $"{(image.IsSame ? "padding that keeps the size" : "no padding")}, {(image.HasPools ? "max-pooling by 2 after each convolution" : "no pooling")}{(image.IsGlobal ? ", an average over the last image" : "")}";
            Doubts.Add(image.Fits
                ? $"Weights do not say how large the images are: {size}{windows} is the first common arrangement that fits."
                : $"No common arrangement of sizes, padding and pooling fits: {size}{windows} stands in; state the input with --input, and the strides in the attributes.");
        }

        Doubts.AddRange(Layers.Where(layer => layer.IsOrderInDoubt).Select(layer =>
            $"'{layer.Name}' is taken for [inputs, outputs] because of the name '{layer.Tensor}' alone."));
    }

    private void Finish(string source, IReadOnlyList<WeightFile> files)
    {
        Source = source;
        Models = SourceModels.Of(source, files.Select(file => (file.LogicalName, System.IO.Path.GetFullPath(file.Path))));
        Diagnostics = [.. Models.Diagnostics.Where(diagnostic => diagnostic.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning)
            .Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")];
        if (Diagnostics.Count > 0)
        {
            string remarks = string.Concat(Diagnostics.Select(text => ScaffoldSource.Comment("The compiler reports " + text)));
            Source = remarks + Source;
        }
    }
}
