using System.Text.Json;
using SparseCompile.Cli.Projects;
using SparseCompile.Cli.Pruning.Patterns;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Cli.Estimates;

/// <summary>A layer, a pattern and a density.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Shape">The layer.</param>
/// <param name="Pattern">The pattern; null for a dense layer.</param>
/// <param name="Density">Share of the weights that is kept.</param>
internal sealed record EstimateRequest(string Name, LayerShape Shape, PruningPattern? Pattern, double Density)
{
    /// <summary>Extents up to which a layer is estimated.</summary>
    private const int LargestExtent = 65_535;

    /// <summary>Weights up to which a layer is estimated: memory follows them.</summary>
    private const long MostWeights = 1L << 26;

    /// <summary>Reads <c>{"layers": [{"name", "rows", "columns", "pattern", "density"}, ...]}</c>; of convolutions, instead of columns,
    /// <c>channels</c>, <c>height</c>, <c>width</c>, <c>kernel</c>, and where they are not 1, 0, 1 and 1, <c>stride</c>, <c>padding</c>, <c>dilation</c>, <c>groups</c>.</summary>
    /// <exception cref="ProjectException">It is something else.</exception>
    public static List<EstimateRequest> ReadAll(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("layers", out JsonElement layers) && layers.ValueKind == JsonValueKind.Array
                ? [.. layers.EnumerateArray().Select((layer, index) => Read(layer, $"layers[{index}]"))]
                : throw new ProjectException("Invalid requests: no array 'layers'. Expected {\"layers\": [...]}.");
        }
        catch (JsonException exception)
        {
            throw new ProjectException($"Invalid requests: {exception.Message}");
        }
    }

    /// <summary>A linear layer.</summary>
    /// <exception cref="ProjectException">A value is out of its range.</exception>
    public static EstimateRequest Linear(string name, (int Rows, int Columns) shape, string pattern, double density) =>
        Create(name, new LayerShape(new WeightShape(InRange(name, "rows", shape.Rows, 1), InRange(name, "columns", shape.Columns, 1))), pattern, density);

    private static EstimateRequest Read(JsonElement layer, string place)
    {
        if (layer.ValueKind != JsonValueKind.Object)
        {
            throw new ProjectException($"Invalid request '{place}': {layer.ValueKind}. Expected an object.");
        }

        string name = layer.TryGetProperty("name", out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : place;
        int rows = Integer(layer, name, "rows", 1);
        LayerShape shape = layer.TryGetProperty("channels", out _) ? Convolution(layer, name, rows) : new LayerShape(new WeightShape(rows, Integer(layer, name, "columns", 1)));
        string pattern = layer.TryGetProperty("pattern", out JsonElement word) && word.ValueKind == JsonValueKind.String ? word.GetString()! : PatternWords.Dense;
        double density = layer.TryGetProperty("density", out JsonElement share) && share.ValueKind == JsonValueKind.Number ? share.GetDouble() : 1;
        return Create(name, shape, pattern, density);
    }

    private static EstimateRequest Create(string name, LayerShape shape, string pattern, double density)
    {
        if (!(density > 0 && density <= 1))
        {
            throw new ProjectException(FormattableString.Invariant($"Invalid density of '{name}': {density}. Expected a number greater than 0 and at most 1."));
        }

        if ((long)shape.Weights.Rows * shape.Weights.Columns > MostWeights)
        {
            throw new ProjectException(FormattableString.Invariant($"Layer '{name}' has {(long)shape.Weights.Rows * shape.Weights.Columns} weights. Expected at most {MostWeights}."));
        }

        return new EstimateRequest(name, shape, pattern == PatternWords.Dense ? null : PatternWords.Parse(pattern), density);
    }

    private static LayerShape Convolution(JsonElement layer, string name, int rows)
    {
        ImageShape image = new(Integer(layer, name, "channels", 1), Integer(layer, name, "height", 1), Integer(layer, name, "width", 1));
        int groups = Integer(layer, name, "groups", 1, 1);
        if (image.Channels % groups != 0 || rows % groups != 0)
        {
            throw new ProjectException($"Invalid 'groups' of '{name}': {groups}. Expected a divisor of {image.Channels} channels and {rows} rows.");
        }

        SlidingWindow window = new(Axis(layer, name, 0), Axis(layer, name, 1));
        if (window.Output(image, rows) is { Pixels: < 1 })
        {
            throw new ProjectException($"The window of '{name}' is larger than its image of {image.Height} x {image.Width}. Expected a window that fits.");
        }

        return (long)image.Channels / groups * window.Taps <= MostWeights && (long)image.Pixels * image.Channels <= MostWeights
            ? new LayerShape(new WeightShape(rows, image.Channels / groups, window.Taps), image, window, groups)
            : throw new ProjectException($"Layer '{name}' is too large. Expected at most {MostWeights} weights and pixels.");
    }

    /// <summary>One direction of a window: the first or the second of two numbers; of one number, a line of pixels.</summary>
    private static WindowAxis Axis(JsonElement layer, string name, int axis)
    {
        bool isLine = layer.TryGetProperty("kernel", out JsonElement kernel) && kernel.ValueKind == JsonValueKind.Array && kernel.GetArrayLength() == 1;
        int padding = Of("padding", 0, 0);
        return new WindowAxis(Of("kernel", 1, null), Of("stride", 1, 1), Of("dilation", 1, 1), padding, padding);

        int Of(string option, int least, int? usual)
        {
            if (isLine && axis == 0)
            {
                return option == "padding" ? 0 : 1;
            }

            return layer.TryGetProperty(option, out JsonElement values) && values.ValueKind == JsonValueKind.Array && values.GetArrayLength() is 1 or 2
                ? Number(values[values.GetArrayLength() == 1 ? 0 : axis], name, option, least)
                : Integer(layer, name, option, least, usual);
        }
    }

    private static int Integer(JsonElement layer, string name, string option, int least, int? usual = null) =>
        layer.TryGetProperty(option, out JsonElement value) ? Number(value, name, option, least)
            : usual ?? throw new ProjectException($"Layer '{name}' has no '{option}'. Expected a number from {least} to {LargestExtent}.");

    private static int Number(JsonElement value, string name, string option, int least) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? InRange(name, option, number, least)
            : throw new ProjectException($"Invalid '{option}' of '{name}': {value.GetRawText()}. Expected a number from {least} to {LargestExtent}.");

    private static int InRange(string name, string option, int value, int least) => value >= least && value <= LargestExtent
        ? value
        : throw new ProjectException(FormattableString.Invariant($"Invalid '{option}' of '{name}': {value}. Expected a number from {least} to {LargestExtent}."));
}
