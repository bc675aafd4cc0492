using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Hardware.Published;

/// <summary>
/// The published keyword network, "super-sparse": 1x32x32, two 5x5 convolutions of 64 channels, each with a max-pool and k-winners, 1600 to 1500 linear, k-winners, 12 classes. Its trained weights are
/// not public; these masks have the published numbers of non-zeros, and are made for complementary sets as the published ones were. Cycles depend on masks, never on values.
/// </summary>
public static class PublishedNetwork
{
    private static readonly ActivationFunction s_none = ActivationFunction.None;

    /// <summary>Builds the network.</summary>
    /// <param name="isSparse">With the published numbers of non-zeros; else with every weight, and without k-winners.</param>
    public static Graph Build(bool isSparse)
    {
        Builder builder = new(new ImageShape(1, 32, 32));
        builder.Conv("conv1", 64, isSparse ? Cyclic(64, 25, 13) : Full(64, 25));
        builder.Pool("pool1");
        builder.Winners("winners1", isSparse ? 1192 : 0);
        builder.Conv("conv2", 64, isSparse ? Strided(64, 1600, 5) : Full(64, 1600));
        builder.Pool("pool2");
        builder.Winners("winners2", isSparse ? 200 : 0);
        builder.Linear("linear1", isSparse ? Strided(1500, 1600, 20) : Full(1500, 1600));
        builder.Winners("winners3", isSparse ? 150 : 0);
        builder.Linear("linear2", Full(12, 1500));
        return builder.Graph();
    }

    /// <summary>Row r has so many columns from r times as many on, around the end: columns are used equally often.</summary>
    private static CsrMatrix Cyclic(int rows, int columns, int each) =>
        Matrix(rows, columns, row => Enumerable.Range(0, each).Select(i => ((row * each) + i) % columns).OrderBy(column => column));

    /// <summary>Row r has every so-and-so-many-th column: as many consecutive rows fill the columns without a gap.</summary>
    private static CsrMatrix Strided(int rows, int columns, int stride) =>
        Matrix(rows, columns, row => Enumerable.Range(0, columns / stride).Select(i => (i * stride) + (row % stride)));

    private static CsrMatrix Full(int rows, int columns) => Matrix(rows, columns, _ => Enumerable.Range(0, columns));

    private static CsrMatrix Matrix(int rows, int columns, Func<int, IEnumerable<int>> columnsOf)
    {
        List<int> starts = [0];
        List<int> indices = [];
        for (int row = 0; row < rows; row++)
        {
            indices.AddRange(columnsOf(row));
            starts.Add(indices.Count);
        }

        float[] values = [.. indices.Select((column, word) => (word + column) % 2 == 0 ? 1f : -1f)];
        return new CsrMatrix(rows, columns, [.. starts], [.. indices], values);
    }

    private sealed class Builder(ImageShape input)
    {
        private readonly List<Value> _values = [new Value(0, "input", Shape.Of([input.Channels, input.Height, input.Width]))];
        private readonly List<Node> _nodes = [];
        private ImageShape _image = input;

        public void Conv(string name, int channels, CsrMatrix weights)
        {
            SlidingWindow window = Window(5, 1);
            Conv conv = new(weights, new float[channels], s_none, window, _image);
            _image = conv.Output;
            Add(name, conv, ShapeOf(_image), weights);
        }

        public void Pool(string name)
        {
            Pool pool = new(PoolKind.Max, Window(2, 2), _image, CountsPadding: false);
            _image = pool.Output;
            Add(name, pool, ShapeOf(_image), null);
        }

        public void Winners(string name, int count)
        {
            if (count > 0)
            {
                Shape shape = _values[_values.Count - 1].Shape;
                bool isImage = shape.Extents.Count == 3;
                Add(name, new KWinners(count, shape.Length, isImage ? _image : null, IsPerPixel: false, EquatableArray<float>.Empty), shape, null);
            }
        }

        public void Linear(string name, CsrMatrix weights) => Add(name, new Linear(weights, new float[weights.Rows], s_none), Shape.Vector(weights.Rows), weights);

        public Graph Graph() => new(_values, _nodes, 0, _values.Count - 1);

        private static SlidingWindow Window(int kernel, int stride) => new(new WindowAxis(kernel, stride, 1, 0, 0), new WindowAxis(kernel, stride, 1, 0, 0));

        private static Shape ShapeOf(ImageShape image) => Shape.Of([image.Channels, image.Height, image.Width]);

        private void Add(string name, Operator op, Shape shape, CsrMatrix? weights)
        {
            int id = _values.Count;
            _values.Add(new Value(id, name, shape));
            _nodes.Add(new Node(name, op, new EquatableArray<int>([id - 1]), id, null)
            {
                Declared = new DeclaredLayer(_values[id - 1].Length, shape.Length, weights?.NonZeros ?? 0, op.DenseMacs, []),
            });
        }
    }
}
