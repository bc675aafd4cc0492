using System.Reflection;
using System.Security.Cryptography;
using SparseCompile.Kernels.Tests.Forms;
using SparseCompile.Kernels.Tests.Graphs;
using SparseCompile.Kernels.Tests.Images;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;
using SparseCompile.Kernels.Tests.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Children;

/// <summary>What child processes do.</summary>
internal static class ChildCommands
{
    /// <summary>Runs the facts of the classes marked with <see cref="RunOnEveryHardwareAttribute"/>.</summary>
    public const string Facts = "facts";

    /// <summary>Computes the digest alone.</summary>
    public const string DigestOnly = "digest";

    /// <summary>Runs every form once, so that the JIT compiles it.</summary>
    public const string Compile = "compile";

    /// <summary>Runs a command; what it has to say goes to the console.</summary>
    /// <returns>0 when all went well.</returns>
    public static int Run(string command)
    {
        switch (command)
        {
            case Facts:
                Console.WriteLine("hardware " + HardwareSets.Describe());
                Console.WriteLine("digest " + Digest());
                return RunFacts();
            case DigestOnly:
                Console.WriteLine("hardware " + HardwareSets.Describe());
                Console.WriteLine("digest " + Digest());
                return 0;
            case Compile:
                RunForms();
                return 0;
            default:
                Console.Error.WriteLine($"Usage: {Facts} | {DigestOnly} | {Compile}, from these tests only. To run the tests, use 'dotnet test'.");
                return 2;
        }
    }

    /// <summary>SHA-256 of what <c>Infer</c> and <c>InferBatch</c> give for fixed inputs, in whichever form they choose.</summary>
    public static string Digest()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            foreach (Inputs inputs in Inputs.Fixed)
            {
                const int Batch = 67;
                float[] x = inputs.Values(Batch * model.InputLength);
                float[] y = new float[Batch * model.OutputLength];
                model.Code.Infer(x.AsSpan(0, model.InputLength), y);
                Append(hash, y);
                if (!model.Definition.IsMatrix)
                {
                    model.Code.InferBatch(x, y).ShouldBe(Batch);
                    Append(hash, y);
                }
            }
        }

        foreach (CompiledGraph model in ImageFleet.Models.Concat(ImageFleet.Large))
        {
            foreach (Inputs inputs in Inputs.Fixed)
            {
                float[] y = new float[model.OutputLength];
                model.Code.Infer(inputs.Values(model.InputLength), y);
                Append(hash, y);
            }
        }

        // Sines and powers are the framework's, and another in the last bit on another processor.
        foreach (TensorCase graph in TensorFleet.Cases.Where(graph => graph.Name is not ("Functions" or "Pairs")))
        {
            foreach (float[] y in TensorFleet.Run(graph, "", graph.Inputs(3)))
            {
                Append(hash, y);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, float[] values)
    {
        foreach (float value in values)
        {
            hash.AppendData(BitConverter.GetBytes(Bits.Of(value)));
        }
    }

    private static int RunFacts()
    {
        int failures = 0;
        foreach (Type type in typeof(Program).Assembly.GetTypes().Where(type => type.IsDefined(typeof(RunOnEveryHardwareAttribute))))
        {
            foreach (MethodInfo fact in type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute))))
            {
                try
                {
                    fact.Invoke(Activator.CreateInstance(type), null);
                    Console.WriteLine($"passed {type.Name}.{fact.Name}");
                }
                catch (TargetInvocationException exception)
                {
                    failures++;
                    Console.WriteLine($"failed {type.Name}.{fact.Name}: {exception.InnerException}");
                }
            }
        }

        return failures;
    }

    private static void RunForms()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            // As many inputs as eight vectors hold, and then as many as four do.
            float[] x = new float[192 * model.InputLength];
            float[] y = new float[192 * model.OutputLength];
            foreach (string form in LoadedModel.Forms)
            {
                model.Code.RunForm(form, x, y);
            }

            foreach (string form in model.Kernels.HasBatch ? LoadedModel.BatchForms : [])
            {
                model.Code.RunBatchForm(form, x, y, form switch { "Batch512" => 192, "Batch256" => 96, _ => 48 });
            }
        }
    }
}
