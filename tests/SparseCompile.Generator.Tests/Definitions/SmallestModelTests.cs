using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Definitions;

public sealed class SmallestModelTests
{
    [Fact]
    public void A_model_is_generated_compiled_and_run()
    {
        string folder = Directory.CreateTempSubdirectory("sparsecompile-").FullName;
        try
        {
            WeightInput file = new NpzBuilder().Add("fc1.weight", [2, 3], 1, 0, 2, 0, 0, -3).Add("fc1.bias", [2], 0.5f, 1).Write(folder, "weights/two.npz");
            GeneratorRun run = GeneratorRun.Of(
                """
                using SparseCompile;
                [SparseModel("weights/two.npz")]
                [Input(3)]
                [Linear("fc1", Activation = Activation.Relu)]
                public static partial class Two;
                """,
                file);
            run.Diagnostics.ShouldBeEmpty();
            using LoadedModels models = new(run);
            LoadedModel two = models["Two"];
            float[] output = new float[2];

            two.Infer([1, 2, 3], output);

            output.ShouldBe([7.5f, 0]);
            foreach (string form in LoadedModel.Forms)
            {
                float[] same = new float[2];
                two.RunForm(form, [1, 2, 3], same);
                same.ShouldBe(output, form);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
