using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Tests.Graphs;

/// <summary>Small operators, and graphs of them.</summary>
internal static class Layers
{
    public static ActivationFunction None => ActivationFunction.None;

    public static ActivationFunction Relu { get; } = new(ActivationKind.Relu);

    public static ActivationFunction Softmax { get; } = new(ActivationKind.Softmax);

    /// <summary>A graph with an input of so many values.</summary>
    public static GraphBuilder Input(int length) => new(Shape.Vector(length));

    public static int Add(this GraphBuilder graph, string name, Operator op, params int[] inputs) => graph.Add(name, op, inputs, null, name);

    /// <summary>A linear layer from its rows; its biases are 0.5, 1.5, ...</summary>
    public static Linear Linear(ActivationFunction activation, params float[][] rows)
    {
        List<int> starts = [0];
        List<int> columns = [];
        List<float> values = [];
        foreach (float[] row in rows)
        {
            foreach ((int column, float value) in row.Index().Where(entry => entry.Item != 0f))
            {
                columns.Add(column);
                values.Add(value);
            }

            starts.Add(values.Count);
        }

        CsrMatrix matrix = new(rows.Length, rows[0].Length, [.. starts], [.. columns], [.. values]);
        return new Linear(matrix, [.. rows.Select((_, i) => i + 0.5f)], activation);
    }

    /// <summary>Seeded weights, about half of them zero.</summary>
    public static Linear Random(int seed, int inputs, int outputs, ActivationFunction activation)
    {
        Random random = new(seed);
        return Linear(activation, [.. Enumerable.Range(0, outputs).Select(_ => Enumerable.Range(0, inputs).Select(_ => random.Next(2) * (random.NextSingle() - 0.5f)).ToArray())]);
    }

    /// <summary>Seeded scales and shifts.</summary>
    public static Affine Affine(int seed, int length)
    {
        Random random = new(seed);
        return new Affine([.. Enumerable.Range(0, length).Select(_ => random.NextDouble() + 0.5)], [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)]);
    }
}
