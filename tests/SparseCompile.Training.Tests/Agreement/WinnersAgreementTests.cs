using System.Runtime.InteropServices;
using SparseCompile.Testing;
using SparseCompile.Training.Tests.Support;

namespace SparseCompile.Training.Tests.Agreement;

/// <summary>K-winners of the Python package against [KWinners]: the same bits, ties and boosting included.</summary>
public sealed class WinnersAgreementTests : IDisposable
{
    private const string Source = """
        using SparseCompile;
        [SparseModel("weights.npz"), Input(60), KWinners("vector", Share = 0.125, Boost = 1.5f)]
        public static partial class Vector;
        [SparseModel("weights.npz"), Input(8, 6, 5), KWinners("image", Share = 0.1, Boost = 0.7f)]
        public static partial class Image;
        [SparseModel("weights.npz"), Input(24, 3, 4), KWinners("pixels", Count = 5, PerPixel = true, Boost = 2.3f)]
        public static partial class Pixels;
        [SparseModel("weights.npz"), Input(40), KWinners("plain", Count = 7)]
        public static partial class Plain;
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact]
    public void A_thousand_inputs_with_ties_give_the_same_bits()
    {
        Python.Script("make_winners.py", _folder.PathOf("."));
        GeneratorRun run = GeneratorRun.Of(Source, new WeightInput(_folder.PathOf("weights.npz"), "weights.npz"));
        run.Diagnostics.Where(static diagnostic => diagnostic.Severity > Microsoft.CodeAnalysis.DiagnosticSeverity.Info).ShouldBeEmpty();
        using LoadedModels models = new(run);
        foreach (string name in (string[])["Vector", "Image", "Pixels", "Plain"])
        {
            float[] inputs = Floats.Read(_folder.PathOf(name.ToLowerInvariant() + ".in")), expected = Floats.Read(_folder.PathOf(name.ToLowerInvariant() + ".out"));
            LoadedModel model = models[name];
            int length = model.Info.InputLength;
            inputs.Length.ShouldBe(1000 * length);
            float[] output = new float[length];
            for (int i = 0; i < 1000; i++)
            {
                foreach (string form in LoadedModel.Forms)
                {
                    model.RunForm(form, inputs.AsSpan(i * length, length), output);
                    MemoryMarshal.AsBytes<float>(output).SequenceEqual(MemoryMarshal.AsBytes(expected.AsSpan(i * length, length))).ShouldBeTrue($"{name}, input {i}, {form}");
                }
            }
        }
    }
}
