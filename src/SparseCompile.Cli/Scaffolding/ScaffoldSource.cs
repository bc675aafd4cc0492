using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Scaffolding;

/// <summary>Writes the C# of an inferred definition, doubts as comments.</summary>
internal static class ScaffoldSource
{
    private const int CommentWidth = 116;

    /// <summary>The method of a file that is one matrix.</summary>
    public static string WriteMatrix(Scaffold scaffold, WeightFile file)
    {
        bool isPattern = file.Format == WeightFileFormat.Smtx;
        if (isPattern)
        {
            scaffold.Doubts.Add("The file holds positions without values: 1 stands for each.");
        }

        StringBuilder text = Begin(scaffold);
        text.Append($"/// <summary>Operators compiled from sparse matrices.</summary>\npublic static partial class {scaffold.ClassName}\n{{\n");
        text.Append($"    /// <summary>y = A x, with A from {System.IO.Path.GetFileName(scaffold.Weights[0])}.</summary>\n");
        text.Append($"    [SparseMatrix({Literal(scaffold.Weights[0])}{(isPattern ? ", PatternValues = PatternValues.Ones" : "")})]\n");
        text.Append("    public static partial void Multiply(ReadOnlySpan<float> x, Span<float> y);\n}\n");
        return text.ToString();
    }

    /// <summary>The class of a model.</summary>
    public static string WriteModel(Scaffold scaffold)
    {
        StringBuilder text = Begin(scaffold);
        string about = scaffold.Layers.Count == 0 ? $"The graph of {Xml(scaffold.Weights[0])}" : string.Join(", ", scaffold.Layers.Where(layer => layer.IsMatrix).Select(layer => Xml(layer.Name)));
        text.Append($"/// <summary>{about}.</summary>\n");
        text.Append($"[SparseModel({string.Join(", ", scaffold.Weights.Select(Literal))})]\n");
        if (scaffold.Image is { } image)
        {
            text.Append($"[Input({string.Join(", ", image.Input)})]\n");
        }

        for (int i = 0; i < scaffold.Layers.Count; i++)
        {
            ScaffoldLayer? next = i + 1 < scaffold.Layers.Count ? scaffold.Layers[i + 1] : null;
            WriteLayer(text, scaffold, i, next);
        }

        return text.Append($"public static partial class {scaffold.ClassName};\n").ToString();
    }

    /// <summary>A text as comments of one width.</summary>
    public static string Comment(string text)
    {
        StringBuilder comment = new();
        StringBuilder line = new("//");
        foreach (string word in text.ReplaceLineEndings(" ").Split(' '))
        {
            if (line.Length + word.Length + 1 > CommentWidth && line.Length > 4)
            {
                comment.Append(line).Append('\n');
                line.Clear().Append("//    ");
            }

            line.Append(' ').Append(word);
        }

        return comment.Append(line).Append('\n').ToString();
    }

    private static StringBuilder Begin(Scaffold scaffold)
    {
        StringBuilder text = new("using System;\nusing SparseCompile;\n\n");
        text.Append($"namespace {scaffold.Namespace};\n\n");
        string items = string.Join(" ", scaffold.Weights.Select(path => $"<SparseWeights Include=\"{Xml(path)}\" />"));
        text.Append(Comment($"Inferred from names and shapes alone by 'sparsec scaffold'. The project needs {items}"));
        foreach (string doubt in scaffold.Doubts)
        {
            text.Append(Comment("Doubt: " + doubt));
        }

        return text;
    }

    private static void WriteLayer(StringBuilder text, Scaffold scaffold, int index, ScaffoldLayer? next)
    {
        ScaffoldLayer layer = scaffold.Layers[index];
        bool endsBlock = next is null || next.IsMatrix;
        string separator = layer.IsMatrix ? "[" : ", ";
        text.Append($"{separator}{layer.Kind}({string.Join(", ", Arguments(scaffold, index, endsBlock && next is not null))})");
        if (!endsBlock)
        {
            return;
        }

        ScaffoldLayer owner = scaffold.Layers.Take(index + 1).Last(candidate => candidate.IsMatrix);
        if (owner.IsConv && scaffold.Image is { } image)
        {
            text.Append(image.HasPools ? $", MaxPool{owner.Window.Count}D(2)" : "");
            text.Append(next?.Kind == LayerKind.Linear ? image.IsGlobal ? "]\n[GlobalAveragePool]\n[Flatten" : "]\n[Flatten" : "");
        }

        text.Append("]\n");
    }

    private static IEnumerable<string> Arguments(Scaffold scaffold, int index, bool isActivated)
    {
        ScaffoldLayer layer = scaffold.Layers[index];
        yield return Literal(layer.Name);
        foreach (string option in layer.Options)
        {
            yield return option;
        }

        if (layer.IsTransposed)
        {
            yield return "Transposed = true";
        }

        // One input channel a group, and more than one before: depthwise, or in groups.
        long channels = scaffold.Layers.Take(index).LastOrDefault(before => before.IsMatrix)?.Outputs ?? scaffold.Image?.Input[0] ?? layer.Inputs;
        if (layer.IsConv && layer.Inputs != channels && channels % layer.Inputs == 0)
        {
            yield return $"Groups = {channels / layer.Inputs}";
        }

        if (layer.IsConv && scaffold.Image is { IsSame: true } && layer.Window.Any(extent => extent > 1))
        {
            yield return "Same = true";
        }

        if (isActivated && layer.Kind != LayerKind.KWinners && !layer.IsRecurrent)
        {
            yield return "Activation = Activation.Relu";
        }
    }

    private static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    private static string Xml(string value) => System.Security.SecurityElement.Escape(value)!;
}
