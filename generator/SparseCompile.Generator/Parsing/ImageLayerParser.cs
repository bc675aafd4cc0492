using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Generator.Parsing;

/// <summary>Reads the attributes of convolutions and pools.</summary>
internal static class ImageLayerParser
{
    /// <summary>A convolution.</summary>
    /// <param name="reader">The attribute.</param>
    /// <param name="dimensions">1 or 2.</param>
    public static ConvDeclaration ReadConv(AttributeReader reader, int dimensions)
    {
        string name = reader.RequiredName($"[Conv{dimensions}D]", "the prefix of its tensors");
        int groups = Positive(reader, "Groups", reader.Option("Groups", 1));
        return new ConvDeclaration(name, ReadWindow(reader, dimensions, size: 0, stride: 1), groups, reader.Activation(), reader.Location)
        {
            Weight = reader.Option<string?>("Weight", null),
            Bias = reader.Option<string?>("Bias", null),
            Transposed = reader.Option("Transposed", false),
        };
    }

    /// <summary>A pool.</summary>
    /// <param name="reader">The attribute.</param>
    /// <param name="kind">What it makes of a window.</param>
    /// <param name="dimensions">1 or 2; 0 for all of a channel.</param>
    public static PoolDeclaration ReadPool(AttributeReader reader, PoolKind kind, int dimensions)
    {
        WindowDeclaration? window = null;
        if (dimensions > 0)
        {
            int size = Positive(reader, "size", reader.FirstInteger());
            window = ReadWindow(reader, dimensions, size, size);
        }

        string? name = reader.Option<string?>("Name", null);
        return new PoolDeclaration(name ?? (kind == PoolKind.Max ? "maxpool" : "avgpool"), kind, window, reader.Activation(), reader.Location)
        {
            IsNamed = name is not null,
            CeilMode = reader.Option("CeilMode", false),
            CountsPadding = reader.Option("CountPadding", true),
        };
    }

    private static WindowDeclaration ReadWindow(AttributeReader reader, int dimensions, int size, int stride)
    {
        AxisDeclaration x = ReadAxis(reader, dimensions == 1 ? "" : "Width", size, stride);
        return new WindowDeclaration(dimensions == 1 ? null : ReadAxis(reader, "Height", size, stride), x, reader.Option("Same", false));
    }

    private static AxisDeclaration ReadAxis(AttributeReader reader, string axis, int size, int stride)
    {
        int own = Of("Size", size);
        int step = Of("Stride", -1);
        return new AxisDeclaration(
            size == 0 ? 0 : Positive(reader, "Size", own),
            Positive(reader, "Stride", step >= 0 ? step : size == 0 ? stride : own),
            NotNegative(reader, "Padding", Of("Padding", 0)),
            Positive(reader, "Dilation", Of("Dilation", 1)));

        int Of(string option, int otherwise)
        {
            int common = reader.Option(option, otherwise);
            int particular = axis.Length == 0 ? -1 : reader.Option(option + axis, -1);
            return particular == -1 ? common : particular;
        }
    }

    private static int Positive(AttributeReader reader, string option, int value)
    {
        if (value is < 1 or > ushort.MaxValue)
        {
            reader.Report(Rules.UnknownOption, option, AttributeReader.Text(value), "1 to 65,535");
        }

        return Math.Max(1, Math.Min(value, ushort.MaxValue));
    }

    private static int NotNegative(AttributeReader reader, string option, int value)
    {
        if (value is < 0 or > ushort.MaxValue)
        {
            reader.Report(Rules.UnknownOption, option, AttributeReader.Text(value), "0 to 65,535");
        }

        return Math.Max(0, Math.Min(value, ushort.MaxValue));
    }
}
