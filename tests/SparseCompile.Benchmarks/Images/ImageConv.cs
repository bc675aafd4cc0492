using SparseCompile.Benchmarks.Peers.OnnxRuntime;
using SparseCompile.Benchmarks.Weights;
using SparseCompile.Benchmarks.Workloads;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Benchmarks.Images;

/// <summary>A convolution with square filters, one output pixel for every input pixel but for the borders.</summary>
/// <param name="Name">Prefix of the tensors.</param>
/// <param name="Filters">A row for each output channel: the taps of its input channels, row by row.</param>
/// <param name="Extent">Taps on each axis.</param>
/// <param name="Padding">Zeros around the image.</param>
internal sealed record ImageConv(string Name, DenseLayer Filters, int Extent, int Padding) : ImageLayer(Name)
{
    /// <inheritdoc/>
    public override LayerDeclaration Declaration
    {
        get
        {
            AxisDeclaration axis = new(0, 1, Padding, 1);
            return new ConvDeclaration(
                Name, null, null, false, new WindowDeclaration(axis, axis, false), 1, Filters.Relu ? new(ActivationKind.Relu) : ActivationFunction.None, null);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, NpyArray> Tensors => new Dictionary<string, NpyArray>
    {
        [Name + ".weight"] = new(WeightShape, Filters.Weights),
        [Name + ".bias"] = new([Filters.Outputs], Filters.Bias),
    };

    private int[] WeightShape => [Filters.Outputs, Filters.Inputs / (Extent * Extent), Extent, Extent];

    /// <inheritdoc/>
    public override ImageShape Output(ImageShape input)
    {
        int trimmed = Extent - 1 - (2 * Padding);
        return new ImageShape(Filters.Outputs, input.Height - trimmed, input.Width - trimmed);
    }

    /// <inheritdoc/>
    public override Estimate Evaluate(Estimate input, ImageShape shape)
    {
        ImageShape output = Output(shape);
        int plane = output.Height * output.Width;
        double[] values = new double[output.Length], errors = new double[output.Length];
        CompressedRows rows = Filters.Compress();
        for (int channel = 0; channel < output.Channels; channel++)
        {
            Span<double> sums = values.AsSpan(channel * plane, plane);
            Span<double> inherited = errors.AsSpan(channel * plane, plane);
            double[] squares = new double[plane];
            sums.Fill(Filters.Bias[channel]);
            squares.AsSpan().Fill(Math.Pow(Filters.Bias[channel], 2));
            for (int i = rows.Starts[channel]; i < rows.Starts[channel + 1]; i++)
            {
                AddTap(rows.Columns[i], rows.Values[i], input, shape, sums, squares, inherited);
            }

            int nonZeros = rows.Starts[channel + 1] - rows.Starts[channel];
            for (int pixel = 0; pixel < plane; pixel++)
            {
                inherited[pixel] = Estimate.Bound(nonZeros, squares[pixel], inherited[pixel]);
            }
        }

        Estimate result = new(values, errors);
        return Filters.Relu ? result.Relu() : result;
    }

    /// <inheritdoc/>
    public override string Append(OnnxGraph graph, string input, ImageShape shape)
    {
        string sum = graph.Node(
            "Conv",
            [input, graph.Tensor(WeightShape, Filters.Weights), graph.Tensor([Filters.Outputs], Filters.Bias)],
            OnnxGraph.Integers("kernel_shape", Extent, Extent),
            OnnxGraph.Integers("pads", Padding, Padding, Padding, Padding));
        return Filters.Relu ? graph.Node("Relu", [sum]) : sum;
    }

    /// <summary>Adds the products of one weight to all pixels of its output channel.</summary>
    private void AddTap(int column, double weight, Estimate input, ImageShape shape, Span<double> sums, double[] squares, Span<double> inherited)
    {
        ImageShape output = Output(shape);
        int channel = column / (Extent * Extent), down = (column / Extent % Extent) - Padding, right = (column % Extent) - Padding;
        for (int y = 0; y < output.Height; y++)
        {
            if (y + down < 0 || y + down >= shape.Height)
            {
                continue;
            }

            int row = ((channel * shape.Height) + y + down) * shape.Width;
            for (int x = Math.Max(0, -right); x < Math.Min(output.Width, shape.Width - right); x++)
            {
                int pixel = (y * output.Width) + x;
                double product = weight * input.Values[row + x + right], error = weight * input.Errors[row + x + right];
                sums[pixel] += product;
                squares[pixel] += product * product;
                inherited[pixel] += error * error;
            }
        }
    }
}
