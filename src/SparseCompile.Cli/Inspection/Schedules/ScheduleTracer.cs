using SparseCompile.Compiler.CSharp.Kernels;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Kernels.Registers;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Targets;

namespace SparseCompile.Cli.Inspection.Schedules;

/// <summary>Traces the kernels of a plan over weights that are numbers of non-zeros: where such a number lies in a table, that non-zero is executed.</summary>
/// <remarks>Only layouts that ask whether a weight is there, and not how large it is, are traced in this way. Sums first are not: their tables follow from the magnitudes.</remarks>
internal static class ScheduleTracer
{
    /// <summary>Whole numbers up to this are floats.</summary>
    private const int MostNumbers = 1 << 24;

    /// <summary>The schedule of each layer with weights, in the plan's order.</summary>
    public static IReadOnlyList<LayerSchedule> Trace(ModelPlan plan)
    {
        if (plan.IsFusedOn(TargetRegistry.Primary))
        {
            return TraceFused(plan);
        }

        return [.. plan.Layers.Select(layer => TraceLayer(plan, layer))];
    }

    /// <summary>The schedule of one layer.</summary>
    public static LayerSchedule TraceLayer(ModelPlan plan, LayerPlan layer)
    {
        Target target = TargetRegistry.Primary;
        bool isNumbered = !layer.Arrangement.SumsFirst && layer.Layer.Weights.NonZeros < MostNumbers;
        Arrangement arrangement = isNumbered ? NumberedLayer.Of(plan, layer, 0) : layer.Arrangement;
        IReadOnlyList<LaneProgram> programs = KernelRegistry.Lower(layer.KernelOf(target) with { Layer = arrangement }, target);
        List<(int Listing, LaneStep Step)> steps = [];
        for (int i = 0; i < programs.Count; i++)
        {
            steps.AddRange(LaneTrace.Of(programs[i], ProgramTables.Of(programs[i], arrangement.Rows, arrangement.StoredBias)).Select(step => (i, step)));
        }

        return Place([.. KernelRegistry.Lower(layer.KernelOf(target), target).Select(KernelListing.Of)], steps, (0, layer.Layer.Weights.NonZeros), isNumbered);
    }

    private static List<LayerSchedule> TraceFused(ModelPlan plan)
    {
        List<Arrangement> numbered = [];
        int first = 0;
        foreach (LayerPlan layer in plan.Layers)
        {
            numbered.Add(NumberedLayer.Of(plan, layer, first));
            first += layer.Layer.Weights.NonZeros;
        }

        LaneProgram program = RegisterLowering.LowerFused(numbered, plan.Graph.InputLength);
        KernelListing listing = KernelListing.Of(Unroller.Lower(plan)!);
        IReadOnlyList<LaneStep> steps = LaneTrace.Of(program, ProgramTables.Of(program));
        List<LayerSchedule> schedules = [];
        first = 0;
        foreach (LayerPlan layer in plan.Layers)
        {
            int count = layer.Layer.Weights.NonZeros, begin = first;
            IEnumerable<LaneStep> own = steps.Where(step => step.Lanes.Any(lane => lane > begin && lane <= begin + count));
            schedules.Add(Place([listing], [.. own.Select(step => (0, step))], (begin, count), isNumbered: true));
            first += count;
        }

        return schedules;
    }

    private static LayerSchedule Place(IReadOnlyList<KernelListing> listings, List<(int Listing, LaneStep Step)> steps, (int First, int Count) numbers, bool isNumbered)
    {
        int[] stepOf = new int[numbers.Count], laneOf = new int[numbers.Count];
        Array.Fill(stepOf, -1);
        List<ScheduleStep> schedule = [];
        int lanes = 1;
        foreach ((int listing, LaneStep step) in steps)
        {
            uint active = 0;
            lanes = Math.Max(lanes, step.Lanes.Length);
            for (int lane = 0; lane < step.Lanes.Length; lane++)
            {
                float value = step.Lanes[lane];
                active |= value != 0 ? 1u << lane : 0;
                if (isNumbered && value != 0)
                {
                    int number = (int)value - 1 - numbers.First;
                    (stepOf[number], laneOf[number]) = (schedule.Count, lane);
                }
            }

            schedule.Add(new ScheduleStep(listing, step.Statement, active));
        }

        return new LayerSchedule(listings, lanes, schedule, stepOf, laneOf);
    }
}
