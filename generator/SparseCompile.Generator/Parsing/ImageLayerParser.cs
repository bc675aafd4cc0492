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
        return new ConvDeclaration(
            reader.RequiredName($"[Conv{dimensions}D]", "the prefix of its tensors"),
            reader.Option<string?>("Weight", null),
            reader.Option<string?>("Bias", null),
            reader.Option("Transposed", false),
            ReadWindow(reader, dimensions, size: 0, stride: 1),
            Positive(reader, "Groups", reader.Option("Groups", 1)),
            reader.Activation(),
            reader.Location)
        {
            PruneBelow = reader.Magnitude("PruneBelow"),
            InputSparsity = reader.InputSparsity(),
            IsOrderStated = reader.Has("Transposed"),
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

    /// <summary>K-winners.</summary>
    /// <param name="reader">The attribute.</param>
    public static KWinnersDeclaration ReadWinners(AttributeReader reader)
    {
        int count = reader.Option("Count", 0);
        double share = reader.Option("Share", 0.0);
        if (reader.Has("Count") == reader.Has("Share"))
        {
            reader.Report(Rules.UnknownOption, "[KWinners]", reader.Has("Count") ? "both Count and Share" : "neither Count nor Share", "one of them");
        }
        else if (reader.Has("Count") && count < 1)
        {
            reader.Report(Rules.UnknownOption, "Count", AttributeReader.Text(count), "1 or more");
        }
        else if (reader.Has("Share") && share is not (> 0 and <= 1))
        {
            reader.Report(Rules.UnknownOption, "Share", AttributeReader.Text(share), "more than 0 and at most 1");
        }

        return new KWinnersDeclaration(
            reader.RequiredName("[KWinners]", "a name, the prefix of its duty cycles"),
            Math.Max(0, count),
            share is > 0 and <= 1 ? share : 1,
            reader.Option("PerPixel", false),
            reader.Finite("Boost", 0f),
            reader.Option<string?>("DutyCycle", null),
            reader.Location);
    }

    private static WindowDeclaration ReadWindow(AttributeReader reader, int dimensions, int size, int stride)
    {
        // What is wrong for both axes is said once.
        HashSet<string> said = [];
        AxisDeclaration? y = dimensions == 1 ? null : ReadAxis(reader, "Height", (size, stride), said);
        return new WindowDeclaration(y, ReadAxis(reader, dimensions == 1 ? "" : "Width", (size, stride), said), reader.Option("Same", false));
    }

    /// <summary>One axis: what is given for it alone, else what is given for both.</summary>
    private static AxisDeclaration ReadAxis(AttributeReader reader, string axis, (int Size, int Stride) otherwise, HashSet<string> said)
    {
        int size = otherwise.Size == 0 ? 0 : Read("Size", otherwise.Size, 1);
        int stride = reader.Option("Stride", -1) == -1 && otherwise.Size > 0 ? size : otherwise.Stride;
        return new AxisDeclaration(size, Read("Stride", stride, 1), Read("Padding", 0, 0), Read("Dilation", 1, 1));

        int Read(string option, int unsaid, int least)
        {
            int particular = axis.Length == 0 ? -1 : reader.Option(option + axis, -1);
            int common = reader.Option(option, -1);
            int value = particular != -1 ? particular : common != -1 || reader.Has(option) ? common : unsaid;
            string name = particular != -1 ? option + axis : option;
            bool isRight = value >= least && value <= ushort.MaxValue;
            if (!isRight && said.Add(name))
            {
                reader.Report(Rules.UnknownOption, name, AttributeReader.Text(value), $"{AttributeReader.Text(least)} to 65,535");
            }

            return Math.Max(least, Math.Min(value, ushort.MaxValue));
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
}
