using System.Globalization;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>Reads the matrices and biases of a recurrent cell, in PyTorch's order of gates or in Keras'.</summary>
/// <param name="declaration">The attribute.</param>
/// <param name="source">The tensors.</param>
/// <param name="diagnostics">Takes what is wrong.</param>
internal sealed class RecurrentReader(RecurrentDeclaration declaration, TensorSource source, ICollection<CompilerDiagnostic> diagnostics)
{
    private readonly int _gates = Recurrent.GatesOf(declaration.Kind);

    /// <summary>The cell; null, with a diagnostic, where it cannot be read.</summary>
    /// <param name="inputs">Values that it reads; null where its weights say how many.</param>
    /// <param name="description">What these are, for messages.</param>
    public Recurrent? Read(int? inputs, string description)
    {
        if (ReadMatrix(declaration.HiddenWeight, "weight_hh", "recurrent_kernel") is not { } hidden || ReadMatrix(declaration.InputWeight, "weight_ih", "kernel") is not { } weights)
        {
            return null;
        }

        int states = hidden.Matrix.Columns, rows = _gates * states;
        if (hidden.Matrix.Rows != rows || states == 0)
        {
            ReportShape(hidden, $"{Text(_gates)} times as many {(declaration.IsKeras ? "columns as rows" : "rows as columns")}, for the gates");
            return null;
        }

        if (weights.Matrix.Rows != rows || weights.Matrix.Columns == 0)
        {
            ReportShape(weights, $"{Text(rows)} {(declaration.IsKeras ? "columns" : "rows")}, as '{hidden.Name}' has");
            return null;
        }

        if (inputs is { } length && length != weights.Matrix.Columns)
        {
            diagnostics.Add(CompilerDiagnostic.Create(Rules.ShapesDoNotChain, declaration.Location, declaration.Name, Text(weights.Matrix.Columns), Text(length), description));
            return null;
        }

        if (ReadBiases(rows) is not { } biases)
        {
            return null;
        }

        int[] order = GateOrder(states);
        return new Recurrent(declaration.Kind, Ordered(weights.Matrix, order), Ordered(hidden.Matrix, order), Ordered(biases.Input, order), Ordered(biases.Hidden, order))
        {
            ResetsAfter = !declaration.ResetsBefore,
            Candidate = new ActivationFunction(declaration.IsRelu ? ActivationKind.Relu : ActivationKind.Tanh),
        };
    }

    private static CsrMatrix Ordered(CsrMatrix matrix, int[] order) => MatrixBuilder.Map(matrix, order, null, matrix.Columns);

    private static float[] Ordered(float[] values, int[] order) => [.. order.Select(row => values[row])];

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The row of the file for each row of the cell: Keras has z before r; i, f, g, o are in the same order in both.</summary>
    private int[] GateOrder(int states)
    {
        int[] gates = declaration is { IsKeras: true, Kind: RecurrentKind.Gru } ? [1, 0, 2] : [.. Enumerable.Range(0, _gates)];
        return [.. gates.SelectMany(gate => Enumerable.Range(gate * states, states))];
    }

    private void ReportShape((string Name, CsrMatrix Matrix) tensor, string expected)
    {
        long[] shape = declaration.IsKeras ? [tensor.Matrix.Columns, tensor.Matrix.Rows] : [tensor.Matrix.Rows, tensor.Matrix.Columns];
        source.Report(Rules.WrongShape, declaration.Location, tensor.Name, TensorSource.Describe(shape), expected);
    }

    /// <summary>Where a tensor is, and the name that was looked for.</summary>
    private (string Name, StoredTensor? Stored) Find(string? given, string torch, string keras)
    {
        string[] names = given is not null ? [given]
            : declaration.IsKeras ? [$"{declaration.Name}/{keras}", $"{declaration.Name}.{keras}"]
            : [$"{declaration.Name}.{torch}_l{Text(declaration.Layer)}", $"{declaration.Name}.{torch}"];
        foreach (string name in names.Where(name => name.Length > 0))
        {
            if (source.Catalog.Resolve(name) is { } stored)
            {
                return (name, stored);
            }
        }

        return (names[0], null);
    }

    private (string Name, CsrMatrix Matrix)? ReadMatrix(string? given, string torch, string keras)
    {
        (string name, StoredTensor? stored) = Find(given, torch, keras);
        if (stored is null)
        {
            source.ReportMissing(name, NameHints.Closest(name, [.. source.Catalog.Plain.Select(tensor => tensor.Name)]), declaration.Location);
            return null;
        }

        if (source.ReadMatrix(stored, declaration.IsKeras, null, null, PatternValues.Refuse, declaration.Location) is not { } tensor)
        {
            return null;
        }

        CsrMatrix matrix = MatrixBuilder.FromTensor(ZeroWeights.Prune(tensor, declaration.PruneBelow), declaration.IsKeras);
        if (declaration.PruneBelow == 0)
        {
            ZeroWeights.Report(declaration.Name, matrix, matrix.DenseMacs, declaration.Location, diagnostics);
        }

        return (stored.Name, matrix);
    }

    /// <summary>The biases of W x and of R h; null, with a diagnostic, where they are not as they should be.</summary>
    private (float[] Input, float[] Hidden)? ReadBiases(int rows)
    {
        if (!declaration.IsKeras)
        {
            return ReadVector(declaration.InputBias, "bias_ih", rows) is { } ofInput && ReadVector(declaration.HiddenBias, "bias_hh", rows) is { } ofState ? (ofInput, ofState) : null;
        }

        (string name, StoredTensor? stored) = Find(declaration.InputBias, "", "bias");
        if (stored is null)
        {
            return IsMissing(declaration.InputBias, name) ? null : (new float[rows], new float[rows]);
        }

        if (source.Read(stored, null, null, PatternValues.Refuse, declaration.Location) is not { } tensor)
        {
            return null;
        }

        // A GRU that resets after has two rows: of W x, and of R h.
        long length = tensor.Info.Shape.Aggregate(1L, (product, extent) => product * extent);
        if (length != rows && (length != 2L * rows || declaration.Kind != RecurrentKind.Gru))
        {
            source.Report(Rules.WrongShape, declaration.Location, stored.Name, TensorSource.Describe(tensor.Info.Shape), $"{Text(rows)} values");
            return null;
        }

        float[] all = new float[2 * rows];
        for (int i = 0; i < tensor.Positions.Length; i++)
        {
            all[tensor.Positions[i]] = tensor.Values[i];
        }

        return ([.. all.Take(rows)], [.. all.Skip(rows)]);
    }

    private float[]? ReadVector(string? given, string torch, int rows)
    {
        (string name, StoredTensor? stored) = Find(given, torch, "");
        return stored is not null ? source.ReadVector(stored, rows, declaration.Location) : IsMissing(given, name) ? null : new float[rows];
    }

    /// <summary>A tensor that was asked for by name is not there, which is reported.</summary>
    private bool IsMissing(string? given, string name)
    {
        if (string.IsNullOrEmpty(given))
        {
            return false;
        }

        source.ReportMissing(name, NameHints.Closest(name, [.. source.Catalog.Plain.Select(tensor => tensor.Name)]), declaration.Location);
        return true;
    }
}
