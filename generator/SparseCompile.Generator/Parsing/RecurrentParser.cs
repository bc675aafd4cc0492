using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Generator.Parsing;

/// <summary>Reads the attributes of recurrent cells.</summary>
internal static class RecurrentParser
{
    /// <summary>A cell.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="reader">The attribute.</param>
    public static RecurrentDeclaration Read(RecurrentKind kind, AttributeReader reader)
    {
        int layer = reader.Option("Layer", 0);
        if (layer < 0)
        {
            reader.Report(Rules.UnknownOption, "Layer", AttributeReader.Text(layer), "0 or more");
        }

        return new RecurrentDeclaration(reader.RequiredName($"[{kind}]", "the prefix of its tensors"), kind, reader.Activation(), reader.Location)
        {
            Layer = Math.Max(0, layer),
            IsKeras = reader.Option("Keras", false),
            InputWeight = reader.Option<string?>("InputWeight", null),
            HiddenWeight = reader.Option<string?>("HiddenWeight", null),
            InputBias = reader.Option<string?>("InputBias", null),
            HiddenBias = reader.Option<string?>("HiddenBias", null),
            PruneBelow = reader.Magnitude("PruneBelow"),
            IsRelu = reader.Option("Relu", false),
            ResetsBefore = reader.Option("ResetBefore", false),
        };
    }
}
