using System.Diagnostics;
using SparseCompile.Fuzzing;
using SparseCompile.Testing;

namespace SparseCompile.Compiler.Tests.Importers;

/// <summary>Damaged ONNX files give a graph or one diagnostic: quickly, and in proportion to their size.</summary>
public sealed class OnnxMutationTests : IDisposable
{
    private const int Rounds = 2500;

    /// <summary>What a file of a kilobyte may allocate: a table for each element of the values that it states may be meant.</summary>
    private const long MostBytes = 1L << 28;

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"sparsecompile-{Guid.NewGuid():N}.onnx");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void The_models_that_are_damaged_are_valid()
    {
        foreach (byte[] model in Corpus.Models)
        {
            File.WriteAllBytes(_path, model);
            List<Diagnostics.CompilerDiagnostic> diagnostics = [];
            EvaluatedGraph.Import(_path, [_path], diagnostics).ShouldNotBeNull(string.Join("; ", diagnostics.Select(diagnostic => diagnostic.Message)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Truncations_flipped_bits_and_wrong_lengths_are_no_exception(int seed)
    {
        Mutations mutations = new(seed);
        for (int i = 0; i < Rounds; i++)
        {
            byte[] damaged = mutations.Damage(Corpus.Models[i % Corpus.Models.Count]);
            File.WriteAllBytes(_path, damaged);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Stopwatch watch = Stopwatch.StartNew();
            try
            {
                OnnxTarget.Run(_path);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}, round {i}: {Convert.ToHexString(damaged)}", exception);
            }

            // A busy machine may stop a thread for a while: what is slow is run again before it counts.
            if (watch.Elapsed > s_longest)
            {
                watch.Restart();
                OnnxTarget.Run(_path);
                watch.Elapsed.ShouldBeLessThan(s_longest, $"seed {seed}, round {i}: {Convert.ToHexString(damaged)}");
            }

            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostBytes, $"seed {seed}, round {i}: {Convert.ToHexString(damaged)}");
        }
    }
}
