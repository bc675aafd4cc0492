using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>The network computed from the compiler's own matrices, row by row.</summary>
public static class PlainReference
{
    /// <summary>One inference.</summary>
    public static float[] Infer(HardwareModel model, float[] inputs)
    {
        foreach (HardwareLayer layer in model.Layers)
        {
            inputs = Infer(layer, inputs);
        }

        return inputs;
    }

    private static float[] Infer(HardwareLayer layer, float[] inputs)
    {
        CsrMatrix weights = layer.Layer.Weights;
        ActivationByName activation = Named(layer.Layer.Activation);
        float[] rows = new float[weights.Rows];
        for (int row = 0; row < weights.Rows; row++)
        {
            float sum = layer.Layer.Bias[row];
            for (int word = weights.RowStarts[row]; word < weights.RowStarts[row + 1]; word++)
            {
                int column = weights.ColumnIndices[word];
                sum = MathF.FusedMultiplyAdd(weights.Values[word], inputs[layer.InputIndices?[column] ?? column], sum);
            }

            rows[row] = activation.WriteBack(sum);
        }

        rows = activation.AfterLayer(rows);
        float[] outputs = new float[layer.DeclaredOutputs];
        for (int row = 0; row < rows.Length; row++)
        {
            outputs[layer.OutputIndices?[row] ?? row] = rows[row];
        }

        return outputs;
    }

    private static ActivationByName Named(ActivationFunction activation)
    {
        string kind = activation.Kind switch
        {
            ActivationKind.LeakyRelu => "leaky_relu",
            ActivationKind.HardSwish => "hard_swish",
            _ => activation.Kind.ToString().ToLowerInvariant(),
        };
        return new ActivationByName(kind, activation.Alpha, activation.Low, activation.High);
    }
}
