using System.Reflection;
using System.Runtime.InteropServices;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using SparseCompile.Conformance.Cases;
using SparseCompile.Testing;

namespace SparseCompile.Conformance.Running;

/// <summary>A compiled case: its methods take a pointer for each input and output.</summary>
public sealed unsafe class CompiledModel
{
    private readonly LoadedModel _model;
    private readonly int _inputLength;
    private readonly int _outputLength;
    private readonly OnnxModel _onnx;
    private readonly WeightFile _file;
    private readonly int _inputs;

    /// <summary>Looks at a model.</summary>
    /// <param name="model">The generated class.</param>
    /// <param name="own">The case.</param>
    public CompiledModel(LoadedModel model, ConformanceCase own)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(own);
        _model = model;
        _file = WeightFile.Open(own.Model, CaseFinder.ModelName);
        _onnx = _file.Onnx!;
        HashSet<string> constants = [.. _onnx.Graph.Initializers.Select(tensor => tensor.Name)];
        _inputs = _onnx.Graph.Inputs.Count(input => !constants.Contains(input.Name));
        _inputLength = (int)model.Type.GetField("InputLength")!.GetRawConstantValue()!;
        _outputLength = (int)model.Type.GetField("OutputLength")!.GetRawConstantValue()!;
    }

    /// <summary>The targets that this machine has.</summary>
    public IReadOnlyList<string> Forms => LoadedModel.Forms;

    /// <summary>The step of an output that is dequantized last: rounding may fall either way. 0 for others.</summary>
    public double StepOf(int output) => QuantizationStep.Of(_file, _onnx, output);

    /// <summary>Why a data set is not for this model; null where it is.</summary>
    public string? Mismatch(DataSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Inputs.Count != _inputs || set.Outputs.Count != _onnx.Graph.Outputs.Count)
        {
            return $"{set.Inputs.Count} inputs and {set.Outputs.Count} outputs for a model with {_inputs} and {_onnx.Graph.Outputs.Count}";
        }

        int input = Total(set.Inputs), output = Total(set.Outputs), count = input / _inputLength;
        return count > 0 && input == count * _inputLength && output == count * _outputLength && set.Inputs.Concat(set.Outputs).All(tensor => tensor.Values.Length % count == 0) ? null
            : $"data of {input} and {output} values for a model of {_inputLength} and {_outputLength}";
    }

    /// <summary>Runs the model on one target, once for each example of a batch.</summary>
    /// <param name="form">The target's method.</param>
    /// <param name="set">Its inputs; of the outputs, the lengths.</param>
    /// <returns>The outputs.</returns>
    public float[][] Run(string form, DataSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        MethodInfo method = _model.Kernels.GetMethod(form, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        float[][] inputs = [.. set.Inputs.Select(input => input.Floats)], outputs = [.. set.Outputs.Select(output => new float[output.Values.Length])];
        int count = Total(set.Inputs) / _inputLength;
        for (int example = 0; example < count; example++)
        {
            Call(method, [.. inputs, .. outputs], example, count);
        }

        return outputs;
    }

    private static int Total(IEnumerable<ReferenceTensor> tensors) => tensors.Sum(tensor => tensor.Values.Length);

    private static void Call(MethodInfo method, float[][] spans, int example, int count)
    {
        GCHandle[] handles = [.. spans.Select(span => GCHandle.Alloc(span, GCHandleType.Pinned))];
        try
        {
            method.Invoke(null, [.. handles.Select((handle, i) => Pointer.Box((float*)handle.AddrOfPinnedObject() + (spans[i].Length / count * example), typeof(float*)))]);
        }
        finally
        {
            foreach (GCHandle handle in handles)
            {
                handle.Free();
            }
        }
    }
}
