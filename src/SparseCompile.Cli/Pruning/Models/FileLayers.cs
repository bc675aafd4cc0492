using SparseCompile.Cli.Estimates;
using SparseCompile.Cli.Projects;
using SparseCompile.Cli.Pruning.Numerics;
using SparseCompile.Cli.Pruning.Patterns;
using SparseCompile.Cli.Pruning.Tensors;

namespace SparseCompile.Cli.Pruning.Models;

/// <summary>The layers of a weight file that no model declares: its tensors by their names.</summary>
internal static class FileLayers
{
    /// <summary>Tensors of two dimensions or more whose names end with <c>weight</c> or <c>kernel</c>, or which are the whole file.</summary>
    public static List<PrunableLayer> Of(IReadOnlyList<DenseTensor> tensors)
    {
        List<PrunableLayer> layers = [];
        foreach (DenseTensor tensor in tensors.Where(tensor => tensor.Shape.Length > 1 && tensor.Values.Length > 0))
        {
            bool isKernel = tensor.Name.EndsWith("kernel", StringComparison.Ordinal);
            if (!isKernel && !tensor.Name.EndsWith("weight", StringComparison.Ordinal) && tensors.Count > 1)
            {
                continue;
            }

            int outputs = (int)tensor.Shape[isKernel ? ^1 : 0], channels = (int)tensor.Shape[isKernel ? ^2 : 1];
            WeightShape shape = new(outputs, channels, tensor.Values.Length / outputs / channels);
            WeightLayout layout = new(shape, isKernel ? WeightOrder.OutputsLast : WeightOrder.OutputsFirst);
            int dot = tensor.Name.LastIndexOf('.');
            string name = dot > 0 ? tensor.Name[..dot] : tensor.Name;
            layers.Add(new PrunableLayer(name, tensor.Name, layout, shape.Taps == 1 ? new LayerShape(shape) : null, layout.Gather(tensor.Values)));
        }

        return layers;
    }

    /// <summary>Of the inputs of a layer, where calibration data has an array of its name: [samples, inputs].</summary>
    /// <exception cref="ProjectException">The array has another shape.</exception>
    public static Gram[]? Calibrate(PrunableLayer layer, IReadOnlyList<DenseTensor> calibration, int samples)
    {
        if (calibration.FirstOrDefault(array => array.Name == layer.Name || array.Name == layer.Name + ".input") is not { } inputs)
        {
            return null;
        }

        int columns = layer.Layout.Shape.Columns;
        if (inputs.Shape.Length != 2 || inputs.Shape[1] != columns)
        {
            throw new ProjectException($"Calibration array '{inputs.Name}': found the shape [{string.Join(", ", inputs.Shape)}]; expected [samples, {columns}], the inputs of layer '{layer.Name}'.");
        }

        Gram gram = new(columns);
        for (int sample = 0; sample < Math.Min(samples, inputs.Shape[0]); sample++)
        {
            gram.Add(Array.ConvertAll(inputs.Values[(sample * columns)..((sample + 1) * columns)], value => (double)value));
        }

        return [gram];
    }
}
