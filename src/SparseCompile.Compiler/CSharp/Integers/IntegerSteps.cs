using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Quantization.Nodes;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Integers;

/// <summary>Prints the call of each operator on integers.</summary>
internal sealed class IntegerSteps(IntegerContext context) : IQuantizedVisitor<string>
{
    /// <inheritdoc/>
    public string Visit(QuantizedLayer node)
    {
        string name = context.IdentifierOf(node);
        return node.Conv is { } conv
            ? $"{Int8Layer}.Conv({name}.Table, {Window(conv.Window, conv.Input, conv.Output)}, {Values(node)}, (int*)(memory + {Literals.Integer(context.SumsOffset)}), {Result(node.Epilogue, name)});"
            : $"{Int8Layer}.Linear({name}.Table, {Values(node)}, {Result(node.Epilogue, name)});";
    }

    /// <inheritdoc/>
    public string Visit(QuantizedMaxPool node) => $"{Int8Image}.MaxPool({Window(node.Pool.Window, node.Pool.Input, node.Pool.Output)}, {node.Pool.Input.Channels}, {Values(node)});";

    /// <inheritdoc/>
    public string Visit(QuantizedAveragePool node)
    {
        Requantisation[] factors = node.Requantisations.Distinct().Count() == 1 ? [node.Requantisations[0]] : node.Requantisations;
        string multipliers = Array("ushort", factors.Select(factor => Literals.Integer(factor.Multiplier)));
        string shifts = Array("byte", factors.Select(factor => Literals.Integer(factor.Shift)));
        return $"{Int8Image}.AveragePool({Window(node.Pool.Window, node.Pool.Input, node.Pool.Output)}, {node.Pool.Input.Channels}, {Values(node)}, {multipliers}, {shifts});";
    }

    /// <inheritdoc/>
    public string Visit(QuantizedWinners node)
    {
        KWinners winners = node.Winners;
        int channels = winners.Image?.Channels ?? winners.Length, pixels = winners.Image?.Pixels ?? 1;
        string factors = node.Factors.Length == 0 ? "default" : Array("byte", node.Factors.Select(factor => Literals.Integer(factor)));
        return $"{Int8Image}.Winners({Values(node)}, {winners.Count}, ({channels}, {pixels}, {(winners.IsPerPixel ? 1 : pixels)}), {factors});";
    }

    /// <inheritdoc/>
    public string Visit(QuantizedAdd node)
    {
        string offsets = Array("int", node.Node.Inputs.Select(input => Literals.Integer(context.OffsetOf(input))));
        string multipliers = Array("ushort", node.Multipliers.Select(multiplier => Literals.Integer(multiplier)));
        int length = context.Network.Graph.Values[node.Node.Output].Length;
        return $"{Int8Layer}.Add(memory, {offsets}, {multipliers}, {node.Shift}, {context.Value(node.Node.Output)}, {length}, {Result(node.Epilogue, context.IdentifierOf(node))});";
    }

    /// <inheritdoc/>
    public string Visit(QuantizedConcat node)
    {
        List<string> copies = [];
        long at = context.OffsetOf(node.Node.Output);
        foreach (int input in node.Node.Inputs)
        {
            int length = context.Network.Graph.Values[input].Length;
            copies.Add($"{Int8Values}.Copy({context.Value(input)}, memory + {Literals.Integer(at)}, {length});");
            at += length;
        }

        return string.Join("\n", copies);
    }

    /// <inheritdoc/>
    public string Visit(QuantizedMove node) => string.Join("\n", node.Map.Regions.Where(region => region.Length > 0).Select(region =>
    {
        Read read = (Read)region.Value;
        View places = region.Places(node.Map.Output);
        string extents = Array("int", region.Extents.Select(extent => Literals.Integer(extent)));
        string steps = Array("int", read.View.Axes.SelectMany((axis, i) => Enumerable.Range(0, region.Extents[i]).Select(at => Literals.Integer(axis.At(at)))));
        string strides = Array("int", places.Axes.Select(axis => Literals.Integer(axis.At(1))));
        long from = context.OffsetOf(node.Node.Inputs[read.Operand]) + read.View.Offset, to = context.OffsetOf(node.Node.Output) + places.Offset;
        return $"{Int8Values}.Move(memory + {Literals.Integer(from)}, memory + {Literals.Integer(to)}, {extents}, {steps}, {strides});";
    }));

    private static string Array(string type, IEnumerable<string> values) => $"new {type}[] {{ {string.Join(", ", values)} }}";

    private static string Result(QuantizedEpilogue epilogue, string name) => $"new {Int8Result}({epilogue.Low}, {epilogue.High}, {(epilogue.Table.Count == 0 ? "default" : name + ".Curve")})";

    private static string Window(SlidingWindow window, ImageShape input, ImageShape output) =>
        $"new {Int8Window}({Axis(window.Y, input.Height, output.Height)}, {Axis(window.X, input.Width, output.Width)})";

    private static string Axis(WindowAxis axis, int inputs, int outputs) => $"new {Int8Axis}({axis.Kernel}, {axis.Stride}, {axis.Dilation}, {axis.PadBefore}, {inputs}, {outputs})";

    private string Values(QuantizedNode node) => $"{context.Value(node.Node.Input)}, {context.Value(node.Node.Output)}";
}
