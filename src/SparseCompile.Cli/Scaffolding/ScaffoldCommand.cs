using System.CommandLine;
using System.Globalization;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Projects;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Scaffolding;

/// <summary>The command <c>scaffold</c>: the C# class of a weight file, to be pasted into a project.</summary>
internal static class ScaffoldCommand
{
    private static readonly Argument<string[]> s_weights = new("weights") { Description = "The weight file, or the files of one model: .npz, .npy, .safetensors, .mtx or .smtx.", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string?> s_class = new("--class") { Description = "Name of the class. Default: made of the file's name." };

    private static readonly Option<string?> s_namespace = new("--namespace") { Description = "Namespace of the class. Default: Models." };

    private static readonly Option<string?> s_input = new("--input") { Description = "Extents of one input, such as 1x32x32: channels, height, width." };

    private static readonly Option<bool> s_json = new("--json") { Description = "Print the class, its layers, doubts and diagnostics as JSON." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("scaffold", """
            Prints the C# class of a weight file. Layers are inferred from names and shapes; what these do not say is a comment. The class is compiled in memory before it is printed.

            Examples:
              sparsec scaffold weights/kws.npz > KeywordSpotter.cs
              sparsec scaffold weights/kws.npz --input 1x32x32 --class KeywordSpotter
              sparsec scaffold model.safetensors --json

            Exit codes: 0 if the class compiles, 1 if a file cannot be read, 2 if the class was printed but does not compile as it stands.
            """);
        command.Arguments.Add(s_weights);
        foreach (Option option in new Option[] { s_class, s_namespace, s_input, s_json })
        {
            command.Options.Add(option);
        }

        command.SetAction(result => Verb.Run(result, console => Run(
            console, result.GetValue(s_weights)!, (result.GetValue(s_class), result.GetValue(s_namespace)), result.GetValue(s_input), result.GetValue(s_json))));
        return command;
    }

    private static int Run(ToolConsole console, string[] paths, (string? Class, string? Namespace) names, string? input, bool isJson)
    {
        foreach (string name in new[] { names.Class, names.Namespace }.OfType<string>().Where(name => !ScaffoldNames.IsValid(name)))
        {
            throw new ProjectException($"'{name}' is no name of C#; expected an identifier.");
        }

        long[]? extents = input is null ? null : Extents(input);
        Scaffold scaffold = console.Progress("Compiling", _ => Scaffold.Of(Open(paths), names, extents));
        if (isJson)
        {
            JsonText.Write(console.Out, Describe(scaffold));
        }
        else
        {
            console.Out.Write(scaffold.Source);
        }

        return scaffold.Compiles ? Verb.Success : Verb.NothingToDo;
    }

    /// <summary>Opens weight files under the names that an attribute would give them.</summary>
    /// <exception cref="ProjectException">One is not there.</exception>
    public static WeightFile[] Open(IReadOnlyList<string> paths)
    {
        foreach (string path in paths.Where(path => !File.Exists(path)))
        {
            throw new ProjectException($"'{path}' was not found; expected a weight file.");
        }

        return [.. paths.Select(path => WeightFile.Open(Path.GetFullPath(path), ScaffoldNames.Path(Path.GetFullPath(path))))];
    }

    /// <summary>Extents such as <c>1x32x32</c>.</summary>
    /// <exception cref="ProjectException">They are none.</exception>
    public static long[] Extents(string text)
    {
        string[] parts = text.Split('x', 'X', ',');
        long[] extents = [.. parts.Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long extent) ? extent : 0)];
        return extents.All(extent => extent is > 0 and <= 1 << 24) && extents.Length is >= 1 and <= 3
            ? extents
            : throw new ProjectException($"Invalid value for '--input': '{text}'. Expected one to three extents, such as 1x32x32.");
    }

    private static object Describe(Scaffold scaffold) => new
    {
        @class = scaffold.ClassName,
        @namespace = scaffold.Namespace,
        weights = scaffold.Weights,
        compiles = scaffold.Compiles,
        input = scaffold.Image?.Input,
        layers = scaffold.Layers.Select(layer => new { layer.Name, layer.Kind, layer.Tensor, layer.Shape, layer.Options, transposed = layer.IsTransposed }),
        doubts = scaffold.Doubts,
        diagnostics = scaffold.Diagnostics,
        source = scaffold.Source,
    };
}
