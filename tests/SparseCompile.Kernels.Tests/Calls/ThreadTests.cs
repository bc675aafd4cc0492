extern alias runtime;

using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;
using Recipe = runtime::SparseCompile.Runtime.GatherRecipe;
using StepTable = runtime::SparseCompile.Runtime.StepTable;
using Tables = runtime::SparseCompile.Runtime.LayerTables;

namespace SparseCompile.Kernels.Tests.Calls;

/// <summary>A model may be called from any number of threads.</summary>
public sealed class ThreadTests
{
    private const int Threads = 8;

    [Fact]
    public void Threads_at_once_get_the_same_table()
    {
        // A table that another one replaced would be collected under the kernel that reads it: no kernel holds more than pointers.
        for (int round = 0; round < 300; round++)
        {
            Tables tables = Tables.FromLiterals([1, 1], [0, 1], [2f, 3f], []);
            StepTable? kept = null;
            object[] seen = new object[Threads / 2];
            using Barrier start = new(seen.Length);
            Thread[] threads = [.. Enumerable.Range(0, seen.Length).Select(number => new Thread(() =>
            {
                start.SignalAndWait();
                seen[number] = tables.Lay(ref kept, new Recipe(8, 0));
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            seen.ShouldAllBe(table => ReferenceEquals(table, kept));
        }
    }

    [Fact]
    public void Threads_at_once_get_the_reference_bits_each()
    {
        // Their first calls too: tables are laid out by whoever comes first. Streamed and LargeInput share a thread's memory between models.
        CompiledModel[] models = [.. new[] { "Streamed", "LargeInput", "HiddenSoftmax", "Jet", "Clustered", "UnrolledLayers" }.Select(name => ModelFleet.Instance[name])];
        List<Exception> failures = [];
        using Barrier start = new(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                for (int round = 0; round < 10; round++)
                {
                    foreach (CompiledModel model in models)
                    {
                        Check(model, new Inputs((number * 100) + round, InputKind.Anything));
                    }
                }
            }
            catch (Exception exception)
            {
                lock (failures)
                {
                    failures.Add(exception);
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        failures.ShouldBeEmpty();
    }

    private static void Check(CompiledModel model, Inputs inputs)
    {
        const int Batch = 18;
        float[] x = inputs.Values(Batch * model.InputLength);
        float[] y = new float[Batch * model.OutputLength];
        float[] expected = ScalarReference.Infer(model.Plan, x.AsSpan(0, model.InputLength));
        model.Code.Infer(x.AsSpan(0, model.InputLength), y);
        Bits.ShouldBeSame(y.AsSpan(0, model.OutputLength), expected, model.ToString);
        model.Code.InferBatch(x, y).ShouldBe(Batch);
        Bits.ShouldBeSame(y.AsSpan(0, model.OutputLength), expected, model.ToString);
        expected = ScalarReference.Infer(model.Plan, x.AsSpan((Batch - 1) * model.InputLength));
        Bits.ShouldBeSame(y.AsSpan((Batch - 1) * model.OutputLength), expected, model.ToString);
    }
}
