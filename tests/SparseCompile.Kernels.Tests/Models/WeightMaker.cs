using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Kernels.Tests.Models;

/// <summary>Layers with seeded weights.</summary>
internal static class WeightMaker
{
    /// <summary>A layer in which about this share of the weights is not zero; some rows and columns wholly zero where asked for.</summary>
    public static TestLayer Layer(
        int seed, int inputs, int outputs, double density, ActivationFunction activation, bool hasBias = true, bool hasEmpty = false, bool isWild = false)
    {
        Random random = new(seed);
        bool[] emptyRow = [.. Enumerable.Range(0, outputs).Select(_ => hasEmpty && random.Next(4) == 0)];
        bool[] emptyColumn = [.. Enumerable.Range(0, inputs).Select(_ => hasEmpty && random.Next(4) == 0)];
        float[] weights = new float[inputs * outputs];
        for (int i = 0; i < weights.Length; i++)
        {
            bool isKept = random.NextDouble() < density && !emptyRow[i / inputs] && !emptyColumn[i % inputs];
            weights[i] = isKept ? Weight(random, isWild) : random.Next(8) == 0 ? -0f : 0f;
        }

        float[] bias = [.. Enumerable.Range(0, outputs).Select(_ => random.Next(6) == 0 ? -0f : Weight(random, isWild))];
        return new TestLayer(inputs, outputs, weights, hasBias ? bias : null, activation);
    }

    /// <summary>A layer whose weights differ in sign alone, row by row, or have so many magnitudes at most; every eighth row has none, every fifth one.</summary>
    public static TestLayer Signed(int seed, int inputs, int outputs, double density, ActivationFunction activation, int magnitudes = 1)
    {
        TestLayer layer = Layer(seed, inputs, outputs, density, activation);
        Random random = new(seed);
        float[] weights = [.. layer.Weights.Select((weight, i) => Signed(weight, i / inputs, i / inputs % 5 == 0 ? 0 : random.Next(magnitudes)))];
        return layer with { Weights = weights };
    }

    private static float Signed(float weight, int row, int magnitude) => weight == 0f || row % 8 == 3 ? 0f : MathF.CopySign(0.1f + (row * 0.37f) + (magnitude * 0.73f), weight);

    /// <summary>A layer whose rows each look at neighbouring inputs, as trained ones do; many inputs are looked at by none. Weights of any value, or of so many values.</summary>
    public static TestLayer Clustered(int seed, int inputs, int outputs, int length, ActivationFunction activation, int values = 0)
    {
        Random random = new(seed);
        float[] few = [.. Enumerable.Range(0, values).Select(_ => Weight(random, isWild: false))];
        float[] weights = new float[inputs * outputs];
        for (int row = 0; row < outputs; row++)
        {
            int first = row * 37 / (2 * length) * (2 * length) % (inputs - length);
            for (int i = 0; i < length; i++)
            {
                weights[(row * inputs) + first + i] = values > 0 ? few[random.Next(values)] : Weight(random, isWild: false);
            }
        }

        return new TestLayer(inputs, outputs, weights, null, activation);
    }

    /// <summary>A matrix in which every sixteenth row is long and the others are short: the plan brings the long ones together.</summary>
    public static TestLayer Skewed(int seed, int inputs, int outputs)
    {
        Random random = new(seed);
        float[] weights = [.. Enumerable.Range(0, inputs * outputs).Select(i => random.Next(100) < (i / inputs % 16 == 5 ? 80 : 3) ? Weight(random, isWild: false) : 0f)];
        return new TestLayer(inputs, outputs, weights, null, ActivationFunction.None);
    }

    /// <summary>A layer pruned in blocks: every row of blocks keeps about this share of them, some none; the last one may be cut off, and single weights may be missing.</summary>
    public static TestLayer Blocks(int seed, int inputs, int outputs, int height, int width, double density, ActivationFunction activation, bool isShuffled = false, bool hasGaps = false)
    {
        Random random = new(seed);
        float[] weights = new float[inputs * outputs];
        int[] rows = [.. Enumerable.Range(0, outputs)];
        if (isShuffled)
        {
            random.Shuffle(rows);
        }

        for (int first = 0; first < outputs; first += height)
        {
            double own = random.Next(8) == 0 ? 0 : density * (0.8 + (0.4 * random.NextDouble()));
            for (int block = 0; block < inputs / width; block++)
            {
                bool isKept = random.NextDouble() < own;
                for (int i = 0; isKept && i < height * width && first + (i / width) < outputs; i++)
                {
                    weights[(rows[first + (i / width)] * inputs) + (block * width) + (i % width)] = hasGaps && random.Next(20) == 0 ? 0f : Weight(random, isWild: false);
                }
            }
        }

        return new TestLayer(inputs, outputs, weights, [.. Enumerable.Range(0, outputs).Select(_ => Weight(random, isWild: false))], activation);
    }

    /// <summary>A layer with exactly so many weights, or at most so many, in every aligned group of columns of a row.</summary>
    public static TestLayer NOfM(int seed, int inputs, int outputs, int kept, int group, ActivationFunction activation, bool isExact = true)
    {
        Random random = new(seed);
        float[] weights = new float[inputs * outputs];
        for (int first = 0; first < weights.Length; first += group)
        {
            int[] columns = [.. Enumerable.Range(0, group)];
            random.Shuffle(columns);
            foreach (int column in columns.Take(isExact || random.Next(10) > 0 ? kept : kept - 1))
            {
                weights[first + column] = Weight(random, isWild: false);
            }
        }

        return new TestLayer(inputs, outputs, weights, [.. Enumerable.Range(0, outputs).Select(_ => Weight(random, isWild: false))], activation);
    }

    /// <summary>An activation with parameters that are not the defaults.</summary>
    public static ActivationFunction Activation(ActivationKind kind) => kind switch
    {
        ActivationKind.LeakyRelu => new ActivationFunction(kind, Alpha: 0.125f),
        ActivationKind.Clip => new ActivationFunction(kind, Low: -0.75f, High: 1.5f),
        _ => new ActivationFunction(kind),
    };

    private static float Weight(Random random, bool isWild)
    {
        float value = (float)((random.NextDouble() * 2) - 1);
        value = value == 0f ? 0.5f : value;
        return !isWild ? value : random.Next(6) switch
        {
            0 => float.Epsilon * random.Next(1, 1000),
            1 => value * 1e38f,
            2 => value * 1e-20f,
            3 => random.Next(2) == 0 ? 1 : -1,
            _ => value,
        };
    }
}
