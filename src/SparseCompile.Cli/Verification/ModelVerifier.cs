using SparseCompile.Cli.Common;
using SparseCompile.Cli.Conversion;
using SparseCompile.Cli.Inspection;
using SparseCompile.Cli.Tuning;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Scheduling;

namespace SparseCompile.Cli.Verification;

/// <summary>Runs generated code on given inputs, and compares what each layer and the model compute.</summary>
/// <remarks>A layer is compared by compiling the model up to it: with the outputs of that name, where they are given, and else with the graph evaluated in double precision.</remarks>
/// <param name="model">The model.</param>
/// <param name="inputs">The samples.</param>
internal sealed class ModelVerifier(InspectedModel model, IReadOnlyList<float[]> inputs)
{
    private const string Given = "given outputs";
    private const string Reference = "double precision";

    /// <summary>Errors of layers in order; that of the model last.</summary>
    /// <param name="expected">The outputs that the model should have.</param>
    /// <param name="layers">Outputs that layers should have, by name.</param>
    public IReadOnlyList<LayerError> Run(IReadOnlyList<float[]> expected, Samples layers)
    {
        List<LayerError> errors = [];
        if (model.Declaration is ModelDeclaration declaration)
        {
            foreach (ModelDeclaration part in Parts(declaration))
            {
                string name = part.Layers[^1].Name;
                if (Evaluate(part) is { } evaluated)
                {
                    double[][] reference = evaluated.Outputs;
                    float[][] actual = Infer(part, evaluated.Signature);
                    StoredTensor? given = layers.Tensors.FirstOrDefault(tensor => tensor.Name == name && tensor.Length == (long)inputs.Count * reference[0].Length);
                    errors.Add(given is null
                        ? LayerError.Of(name, Reference, actual, reference)
                        : LayerError.Of(name, Given, actual, Doubles(Samples.Split(given, reference[0].Length))));
                }
            }
        }

        errors.Add(LayerError.Of("(model)", Given, Infer(model.Declaration, FlatSignature.Of(model.Plan.Graph)), Doubles(expected)));
        return errors;
    }

    /// <summary>The model up to each layer with weights, and what follows it before the next one; the whole model is left out.</summary>
    private static IEnumerable<ModelDeclaration> Parts(ModelDeclaration declaration)
    {
        for (int i = 0; i < declaration.Layers.Count - 1; i++)
        {
            bool isEnd = declaration.Layers[i + 1] is WeightedDeclaration or JoinDeclaration || declaration.Layers[i + 1] is ElementwiseDeclaration { Activation.Kind: Compiler.Graphs.Operators.ActivationKind.None };
            if (isEnd && declaration.Layers[i] is not ElementwiseDeclaration { Activation.Kind: Compiler.Graphs.Operators.ActivationKind.None })
            {
                yield return declaration with { Layers = new EquatableArray<LayerDeclaration>([.. declaration.Layers.Take(i + 1)]) };
            }
        }
    }

    /// <summary>The outputs for each sample, without states. Samples are the steps of one sequence, which starts with states of zeros.</summary>
    private float[][] Infer(SparseDeclaration declaration, FlatSignature signature)
    {
        PlanInputs planned = declaration == model.Declaration ? model.Inputs : new PlanInputs(null);
        InferMethod method = CandidateBuilder.Build(declaration, model.File, [planned])[0];
        float[] states = new float[signature.StateLength];
        return [.. inputs.Select(input =>
        {
            float[] output = new float[signature.OutputLength];
            method([.. input, .. states], output);
            states = output[^states.Length..];
            return output[..^states.Length];
        })];
    }

    /// <summary>What a model computes in double precision, and its signature; null where it does not compile by itself.</summary>
    private (double[][] Outputs, FlatSignature Signature)? Evaluate(SparseDeclaration declaration)
    {
        if (ModelCompiler.Import(declaration, model.File, []) is not { } graph)
        {
            return null;
        }

        FlatSignature signature = FlatSignature.Of(graph);
        double[] states = new double[signature.StateLength];
        return ([.. inputs.Select(input =>
        {
            double[] output = Evaluate(graph, [.. input.Select(value => (double)value), .. states]);
            states = output[^states.Length..];
            return output[..^states.Length];
        })], signature);
    }

    private static double[] Evaluate(Graph graph, double[] input)
    {
        Dictionary<int, double[]> values = [];
        int from = 0;
        foreach (int id in graph.Inputs)
        {
            values[id] = input[from..(from += graph.Values[id].Length)];
        }

        foreach (Node node in graph.Nodes)
        {
            values[node.Output] = node.Operator.Evaluate([.. node.Inputs.Select(id => values[id])]);
        }

        return [.. graph.Outputs.SelectMany(id => values[id])];
    }

    private static double[][] Doubles(IReadOnlyList<float[]> samples) => [.. samples.Select(sample => sample.Select(value => (double)value).ToArray())];
}
