using SparseCompile.Kernels.Tests.Graphs;
using SparseCompile.Kernels.Tests.Images;
using SparseCompile.Kernels.Tests.Models;

namespace SparseCompile.Kernels.Tests.Calls;

/// <summary>Inference leaves nothing for the garbage collector.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void Infer_InferBatch_and_InferColumns_allocate_nothing_once_warmed_up()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            float[] x = new Inputs(7, InputKind.Moderate).Values(65 * model.InputLength);
            float[] y = new float[65 * model.OutputLength];
            int inputs = model.InputLength;
            Allocated(() => model.Code.Infer(x.AsSpan(0, inputs), y)).ShouldBe(0, model.ToString());
            if (!model.Definition.IsMatrix)
            {
                Testing.InferBatchMethod batch = model.Code.InferBatch;
                Allocated(() => batch(x, y)).ShouldBe(0, model + ", batch");
                Testing.InferColumnsMethod columns = model.Code.InferColumns;
                Allocated(() => columns(x, y, 65)).ShouldBe(0, model + ", columns");
            }
        }
    }

    [Fact]
    public void Networks_over_images_allocate_nothing_once_warmed_up()
    {
        foreach (CompiledGraph model in ImageFleet.Models.Concat(ImageFleet.Large))
        {
            float[] x = new Inputs(7, InputKind.Moderate).Values(3 * model.InputLength);
            float[] y = new float[3 * model.OutputLength];
            int inputs = model.InputLength;
            Allocated(() => model.Code.Infer(x.AsSpan(0, inputs), y)).ShouldBe(0, model.ToString());
            Testing.InferBatchMethod batch = model.Code.InferBatch;
            Allocated(() => batch(x, y)).ShouldBe(0, model + ", batch");
        }
    }

    [Fact]
    public void Warmup_leaves_nothing_for_the_first_call_to_allocate()
    {
        // A thread of its own: buffers kept for each thread are then not there yet.
        CompiledModel model = ModelFleet.Instance["LargeInput"];
        int inputs = model.InputLength;
        float[] x = new Inputs(8, InputKind.Moderate).Values(64 * inputs);
        float[] y = new float[64 * model.OutputLength];
        Testing.InferBatchMethod batch = model.Code.InferBatch;
        Testing.InferColumnsMethod columns = model.Code.InferColumns;
        long least = long.MaxValue;
        for (int run = 0; run < 5 && least > 0; run++)
        {
            Thread thread = new(() =>
            {
                model.Code.Type.GetMethod("Warmup")!.Invoke(null, [true]);
                long before = GC.GetAllocatedBytesForCurrentThread();
                model.Code.Infer(x.AsSpan(0, inputs), y);
                batch(x, y);
                columns(x, y, 64);
                columns(x.AsSpan(0, inputs), y, 1);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            });
            thread.Start();
            thread.Join();
        }

        least.ShouldBe(0);
    }

    /// <summary>Bytes that a call allocates every time.</summary>
    /// <remarks>A collection that another thread asks for can charge this one with what was left of its allocation buffer: the least of several runs counts.</remarks>
    private static long Allocated(Action call)
    {
        call();
        long least = long.MaxValue;
        for (int run = 0; run < 5 && least > 0; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++)
            {
                call();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
