using KeywordSpotting;
using KeywordSpotting.Audio;
using SparseCompile.Cli.Pruning.Tensors;
using SparseCompile.Testing;
using Xunit.Abstractions;

namespace SparseCompile.Training.Tests.Learning;

/// <summary>The keyword network of the sample forgets two words and learns them again, from recordings, without losing the other ten.</summary>
/// <remarks>Only the last layer forgets: the layers before it were trained with all twelve words.</remarks>
public sealed class NewWordsTests(ITestOutputHelper output) : IDisposable
{
    private const int Words = 12, OldWords = 10, Hidden = 1500;

    private readonly TemporaryFolder _folder = new();

    private static string Sample => Path.Combine(Repository.Root, "samples", "KeywordSpotting");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dense", "Activation = Activation.Relu", "Activation = Activation.Relu", "Activation = Activation.Relu")]
    [InlineData("block-winners", "", "", "")]
    public void Two_words_are_learned_and_ten_are_kept(string variant, string first, string second, string third)
    {
        bool hasWinners = first.Length == 0;
        string Norm(string name, string activation) => $"[BatchNorm(\"{name}\"{(activation.Length > 0 ? ", " + activation : "")})]\n";
        string Winners(int number, string share) => hasWinners ? $"[KWinners(\"winners{number}\", Share = {share})]\n" : "";
        string source = $"using SparseCompile;\n[SparseModel(\"{variant}.npz\", Trainable = \"fc2\")]\n[Input(1, 32, 32)]\n"
            + $"[Conv2D(\"conv1\")]\n{Norm("bn1", first)}[MaxPool2D(2)]\n{Winners(1, "0.095")}"
            + $"[Conv2D(\"conv2\")]\n{Norm("bn2", second)}[MaxPool2D(2)]\n{Winners(2, "0.125")}"
            + $"[Flatten]\n[Linear(\"fc1\")]\n{Norm("bn3", third)}{Winners(3, "0.10")}[Linear(\"fc2\")]\npublic static partial class Learner;";
        using LoadedModels models = new(GeneratorRun.Of(source, Forgotten(variant)));
        LearnedModel model = new(models["Learner"]);
        byte[] start = model.SaveState();
        (float[] Features, int Word)[] clips = Clips();

        double[] before = [0, 0], after = [0, 0];
        foreach (int seed in (int[])[1, 2, 3])
        {
            Random random = new(seed);
            ILookup<int, (float[] Features, int Word)> byWord = clips.OrderBy(_ => random.Next()).ToLookup(clip => clip.Word);
            (float[] Features, int Word)[] learned = [.. byWord.SelectMany(word => word.Take(word.Key < OldWords ? 1 : 2))];
            (float[] Features, int Word)[] others = [.. byWord.SelectMany(word => word.Skip(word.Key < OldWords ? 1 : 2))];
            model.LoadState(start);
            double[] then = Accuracies(model, others);
            long updates = 0;
            for (int round = 0; round < 30; round++)
            {
                random.Shuffle(learned);
                foreach ((float[] features, int word) in learned)
                {
                    updates += model.Learn(features, word, 0.003f);
                }
            }

            double[] now = Accuracies(model, others);
            output.WriteLine(FormattableString.Invariant($"{variant}, seed {seed}: old words {then[0]:P1} before, {now[0]:P1} after; new words {then[1]:P1} before, {now[1]:P1} after; {updates / (30 * learned.Length)} updates a step"));
            (before, after) = ([before[0] + (then[0] / 3), before[1] + (then[1] / 3)], [after[0] + (now[0] / 3), after[1] + (now[1] / 3)]);
        }

        output.WriteLine(FormattableString.Invariant($"{variant}: old words {before[0]:P1} before, {after[0]:P1} after; new words {before[1]:P1} before, {after[1]:P1} after"));
        before[1].ShouldBeLessThan(0.5);
        after[1].ShouldBeGreaterThan(0.7);
        after[0].ShouldBeGreaterThan(before[0] - 0.05);
    }

    private static double[] Accuracies(LearnedModel model, (float[] Features, int Word)[] clips)
    {
        double[] right = [0, 0], all = [0, 0];
        foreach ((float[] features, int word) in clips)
        {
            float[] scores = model.Infer(features);
            int group = word < OldWords ? 0 : 1;
            all[group]++;
            right[group] += Array.IndexOf(scores, scores.Max()) == word ? 1 : 0;
        }

        return [right[0] / all[0], right[1] / all[1]];
    }

    /// <summary>The bundled recordings, of speakers that were not trained with.</summary>
    private static (float[] Features, int Word)[] Clips()
    {
        LogMelFeatures extractor = new();
        return
        [
            .. Directory.GetFiles(Path.Combine(Sample, "clips"), "*.wav").Order(StringComparer.Ordinal).Select(path =>
            {
                float[] features = new float[LogMelFeatures.Count];
                extractor.Extract(WavFile.Read(path).AtModelRate(), features);
                return (features, KeywordLabels.Words.IndexOf(KeywordLabels.FromFileName(path)!));
            }),
        ];
    }

    /// <summary>The weights, but for the last two rows of the last layer: on their places, small values.</summary>
    private WeightInput Forgotten(string variant)
    {
        Random random = new(18);
        NpzBuilder file = new();
        foreach (DenseTensor tensor in TensorReader.ReadAll(Path.Combine(Sample, "weights", variant + ".npz")))
        {
            float[] values = tensor.Values;
            for (int i = OldWords * Hidden; tensor.Name == "fc2.weight" && i < Words * Hidden; i++)
            {
                values[i] = values[i] == 0 ? 0 : 0.01f * (random.NextSingle() - 0.5f);
            }

            if (tensor.Name == "fc2.bias")
            {
                // Below all others: words that are not known do not win.
                (values[10], values[11]) = (values.Min() - 1, values.Min() - 1);
            }

            file.Add(tensor.Name, [.. tensor.Shape.Select(extent => (int)extent)], values);
        }

        return _folder.Weights(variant + ".npz", file.ToBytes());
    }
}
