using SparseCompile.Testing;

namespace SparseCompile.Training.Tests.Learning;

/// <summary>A network of two layers, of which the last one learns; compiled once for all tests.</summary>
public sealed class LearningNetwork : IDisposable
{
    /// <summary>Extents of the layers.</summary>
    public const int Inputs = 20, Hidden = 24, Outputs = 4;

    private readonly TemporaryFolder _folder = new();

    public LearningNetwork()
    {
        Random random = new(18);
        First = Values(random, Hidden * Inputs, 0.4);
        Second = Values(random, Outputs * Hidden, 0.25);
        Bias = Values(random, Outputs, 1);
        Weights = _folder.Weights("w.npz", new NpzBuilder()
            .Add("fc1.weight", [Hidden, Inputs], First)
            .Add("open.weight", [Hidden, Inputs], First).Add("open.bias", [Hidden], [.. Enumerable.Repeat(20f, Hidden)])
            .Add("fc2.weight", [Outputs, Hidden], Second).Add("fc2.bias", [Outputs], Bias).ToBytes());
        Models = new LoadedModels(GeneratorRun.Of(
            "using SparseCompile;\n" + Source("Learner", "fc1", ", Trainable = \"fc2\"") + Source("Fixed", "fc1", "") + Source("Open", "open", ", Trainable = \"fc2\""), Weights));
        Start = new LearnedModel(Models["Learner"]).SaveState();
    }

    /// <summary>Weights of the first layer, of the second, and its biases.</summary>
    public float[] First { get; }

    public float[] Second { get; }

    public float[] Bias { get; }

    /// <summary>The file.</summary>
    public WeightInput Weights { get; }

    /// <summary>One that learns, the same without learning, and one whose hidden values are never 0.</summary>
    public LoadedModels Models { get; }

    /// <summary>The state before anything is learned.</summary>
    public byte[] Start { get; }

    public static float[] Values(Random random, int count, double density) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < density ? random.NextSingle() - 0.45f : 0f)];

    public void Dispose()
    {
        Models.Dispose();
        _folder.Dispose();
    }

    private static string Source(string name, string first, string options) =>
        $"[SparseModel(\"w.npz\"{options}), Input(20), Linear(\"{first}\", Activation = Activation.Relu), Linear(\"fc2\", Activation = Activation.Softmax)]\npublic static partial class {name};\n";
}
