using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Hardware;

/// <summary>Makes the accelerator's view of a planned network.</summary>
public static class HardwareModels
{
    /// <summary>The model of a network, on the default number of lanes.</summary>
    public static HardwareModel Create(string name, ModelPlan plan, WeightFile file, string optionsHash)
    {
        List<HardwareLayer> layers = [];
        foreach (LayerPlan layer in plan.Layers)
        {
            DeclaredLayer declared = layer.Node.Declared;
            int[]? inputs = layer.Node.Source < 0 ? null : plan.Layers[layer.Node.Source].Node.Declared.KeptOutputs;
            layers.Add(new HardwareLayer(layer.Layer.Name, layer.Layer, declared.Inputs, declared.Outputs, declared.NonZeros, inputs, declared.KeptOutputs));
        }

        WeightProvenance[] weights = [new(file.LogicalName, file.ContentHash)];
        return new HardwareModel(name, HardwareModel.DefaultLanes, layers, weights, optionsHash, CompilerInfo.Version);
    }
}
