using SparseCompile.Benchmarks.Peers.OnnxRuntime;
using SparseCompile.Benchmarks.Weights;
using SparseCompile.Benchmarks.Workloads;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Benchmarks.Images;

/// <summary>A convolution.</summary>
/// <param name="Name">Prefix of the tensors.</param>
/// <param name="Filters">A row for each output channel: the taps of its input channels, row by row.</param>
/// <param name="Window">Its taps.</param>
internal sealed record ImageConv(string Name, DenseLayer Filters, ImageWindow Window) : ImageLayer(Name)
{
    /// <summary>Every channel is read by its own output alone.</summary>
    public bool IsDepthwise { get; init; }

    /// <summary>Share of zeros among the inputs that the attribute states; 0 where it states none.</summary>
    public double InputSparsity { get; init; }

    /// <inheritdoc/>
    public override LayerDeclaration Declaration => new ConvDeclaration(
        Name, null, null, false, Window.Declaration, Groups, Filters.Relu ? new(ActivationKind.Relu) : ActivationFunction.None, null) { InputSparsity = InputSparsity };

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, NpyArray> Tensors => new Dictionary<string, NpyArray>
    {
        [Name + ".weight"] = new(WeightShape, Filters.Weights),
        [Name + ".bias"] = new([Filters.Outputs], Filters.Bias),
    };

    private int[] WeightShape => [Filters.Outputs, Filters.Inputs / Window.Taps, Window.Height, Window.Width];

    private int Groups => IsDepthwise ? Filters.Outputs : 1;

    /// <inheritdoc/>
    public override ImageShape Output(ImageShape input) => Window.Output(input, Filters.Outputs);

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
                AddTap((IsDepthwise ? channel * Window.Taps : 0) + rows.Columns[i], rows.Values[i], input, shape, sums, squares, inherited);
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
            OnnxGraph.Integer("group", Groups),
            OnnxGraph.Integers("kernel_shape", Window.Height, Window.Width),
            OnnxGraph.Integers("strides", Window.Stride, Window.Stride),
            OnnxGraph.Integers("pads", Window.Pads(shape)));
        return Filters.Relu ? graph.Node("Relu", [sum]) : sum;
    }

    /// <summary>Adds the products of one weight to all pixels of its output channel.</summary>
    /// <param name="tap">Its tap, counted through all input channels.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="input">The input.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="sums">The sums of products.</param>
    /// <param name="squares">The sums of their squares.</param>
    /// <param name="inherited">The sums of the squares of their errors.</param>
    private void AddTap(
        int tap, double weight, Estimate input, ImageShape shape, Span<double> sums, double[] squares, Span<double> inherited)
    {
        ImageShape output = Output(shape);
        int[] pads = Window.Pads(shape);
        int channel = tap / Window.Taps, down = (tap % Window.Taps / Window.Width) - pads[0], right = (tap % Window.Width) - pads[1];
        for (int pixel = 0; pixel < sums.Length; pixel++)
        {
            int y = (pixel / output.Width * Window.Stride) + down, x = (pixel % output.Width * Window.Stride) + right;
            if (y < 0 || y >= shape.Height || x < 0 || x >= shape.Width)
            {
                continue;
            }

            int place = (((channel * shape.Height) + y) * shape.Width) + x;
            double product = weight * input.Values[place], error = weight * input.Errors[place];
            sums[pixel] += product;
            squares[pixel] += product * product;
            inherited[pixel] += error * error;
        }
    }
}
