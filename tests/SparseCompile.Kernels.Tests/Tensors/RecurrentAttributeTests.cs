using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Tensors;

/// <summary>Recurrent cells by attribute: a sequence of steps with the caller's state, against the cell in double precision.</summary>
public sealed class RecurrentAttributeTests
{
    private const int Steps = 4, Inputs = 9, Hidden = 14;

    private const string Source = """
        using SparseCompile;
        [SparseModel("cells.npz")] [Gru("gru")] public static partial class GruModel { public static void Step(float[] x, float[] y, float[][] s) => Infer(x, y, s[0]); }
        [SparseModel("cells.npz")] [Lstm("lstm")] public static partial class LstmModel { public static void Step(float[] x, float[] y, float[][] s) => Infer(x, y, s[0], s[1]); }
        [SparseModel("cells.npz")] [Rnn("rnn", Relu = true)] public static partial class RnnModel { public static void Step(float[] x, float[] y, float[][] s) => Infer(x, y, rnnH: s[0]); }
        [SparseModel("cells.npz")] [Gru("keras.gru", Keras = true)] public static partial class KerasModel { public static void Step(float[] x, float[] y, float[][] s) => InferCounted(x, y, s[0]); }
        [SparseModel("cells.npz")] [Lstm("lstm")] [Gru("gru", InputWeight = "second")] [Linear("head")]
        public static partial class StackedModel { public static void Step(float[] x, float[] y, float[][] s) => Infer(x, y, s[0], s[1], gruH: s[2]); }
        """;

    private static readonly Lazy<LoadedModels> s_models = new(Compile);

    [Theory]
    [InlineData("GruModel", RecurrentKind.Gru, false)]
    [InlineData("LstmModel", RecurrentKind.Lstm, false)]
    [InlineData("RnnModel", RecurrentKind.Rnn, false)]
    [InlineData("KerasModel", RecurrentKind.Gru, true)]
    public void A_sequence_of_steps_is_what_the_cell_computes(string model, RecurrentKind kind, bool isKeras)
    {
        Recurrent cell = Cell(kind) with { Steps = Steps };
        if (isKeras)
        {
            cell = cell with { Candidate = new ActivationFunction(ActivationKind.Tanh) };
        }

        float[] x = Sparse.Vector(77, Steps * Inputs);
        double[] expected = cell.Evaluate([[.. x.Select(value => (double)value)], .. Enumerable.Repeat(new double[Hidden], cell.States)]);

        float[][] states = [.. Enumerable.Range(0, cell.States).Select(_ => new float[Hidden])];
        float[] y = new float[Hidden];
        for (int step = 0; step < Steps; step++)
        {
            Step(model)([.. x.Skip(step * Inputs).Take(Inputs)], y, states);
            for (int i = 0; i < Hidden; i++)
            {
                Math.Abs(y[i] - expected[(step * Hidden) + i]).ShouldBeLessThan(2e-6, $"{model}, step {step}, element {i}");
            }

            states[0].ShouldBe(y);
        }
    }

    [Fact]
    public void Layers_in_a_row_keep_a_state_each()
    {
        float[][] states = [new float[Hidden], new float[Hidden], new float[Hidden]];
        float[] y = new float[3], first = new float[3];
        Step("StackedModel")(Sparse.Vector(5, Inputs), first, states);
        Step("StackedModel")(Sparse.Vector(5, Inputs), y, states);

        y.ShouldNotBe(first);
        states.ShouldAllBe(state => state.Any(value => value != 0));
    }

    [Fact]
    public void A_state_of_another_length_is_refused_by_its_name() =>
        Should.Throw<ArgumentException>(() => Step("GruModel")(new float[Inputs], new float[Hidden], [new float[Hidden + 1]])).ParamName.ShouldBe("gruH");

    [Fact]
    public void Pruned_weights_are_not_multiplied()
    {
        Recurrent cell = Cell(RecurrentKind.Gru);
        SparseModelInfo info = s_models.Value.Assembly.GetType("GruModel")!.GetProperty("Info")!.GetValue(null).ShouldBeOfType<SparseModelInfo>();
        info.Layers.Sum(layer => layer.MacsExecuted).ShouldBe(cell.Weights.NonZeros + cell.HiddenWeights.NonZeros);
    }

    private static Action<float[], float[], float[][]> Step(string model) =>
        s_models.Value.Assembly.GetType(model, throwOnError: true)!.GetMethod("Step")!.CreateDelegate<Action<float[], float[], float[][]>>();

    private static Recurrent Cell(RecurrentKind kind)
    {
        int rows = Recurrent.GatesOf(kind) * Hidden;
        ActivationKind candidate = kind == RecurrentKind.Rnn ? ActivationKind.Relu : ActivationKind.Tanh;
        return new Recurrent(kind, Sparse.Matrix(31, rows, Inputs), Sparse.Matrix(32, rows, Hidden), Sparse.Vector(33, rows), Sparse.Vector(34, rows))
        {
            Candidate = new ActivationFunction(candidate),
        };
    }

    private static LoadedModels Compile()
    {
        using TemporaryFolder folder = new();
        NpzBuilder file = new();
        foreach (RecurrentKind kind in Enum.GetValues<RecurrentKind>())
        {
            Recurrent cell = Cell(kind);
            string name = kind.ToString().ToLowerInvariant();
            int rows = cell.Bias.Length;
            file.Add($"{name}.weight_ih_l0", [rows, Inputs], Dense(cell.Weights)).Add($"{name}.weight_hh_l0", [rows, Hidden], Dense(cell.HiddenWeights));
            file.Add($"{name}.bias_ih_l0", [rows], cell.Bias).Add($"{name}.bias_hh_l0", [rows], cell.HiddenBias);
        }

        // Keras has z before r, and matrices the other way round.
        Recurrent gru = Cell(RecurrentKind.Gru);
        int gates = 3 * Hidden;
        int[] order = [.. new[] { 1, 0, 2 }.SelectMany(gate => Enumerable.Range(gate * Hidden, Hidden))];
        file.Add("keras.gru/kernel", [Inputs, gates], Transposed(gru.Weights, order)).Add("keras.gru/recurrent_kernel", [Hidden, gates], Transposed(gru.HiddenWeights, order));
        file.Add("keras.gru/bias", [2, gates], [.. order.Select(row => gru.Bias[row]), .. order.Select(row => gru.HiddenBias[row])]);
        file.Add("second", [gates, Hidden], Dense(Sparse.Matrix(41, gates, Hidden))).Add("head.weight", [3, Hidden], Dense(Sparse.Matrix(42, 3, Hidden)));
        string path = folder.PathOf("cells.npz");
        GeneratorRun run = GeneratorRun.Of(Source, file.Write(Path.GetDirectoryName(path)!, "cells.npz"));
        run.Diagnostics.Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).ShouldBeEmpty();
        return new LoadedModels(run);
    }

    private static float[] Dense(CsrMatrix matrix)
    {
        float[] values = new float[matrix.Rows * matrix.Columns];
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
            {
                values[(row * matrix.Columns) + matrix.ColumnIndices[k]] = matrix.Values[k];
            }
        }

        return values;
    }

    private static float[] Transposed(CsrMatrix matrix, int[] order)
    {
        float[] dense = Dense(matrix);
        return [.. Enumerable.Range(0, dense.Length).Select(i => dense[(order[i % matrix.Rows] * matrix.Columns) + (i / matrix.Rows)])];
    }
}
