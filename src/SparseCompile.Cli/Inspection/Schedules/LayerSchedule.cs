using SparseCompile.Compiler.CSharp.Kernels;

namespace SparseCompile.Cli.Inspection.Schedules;

/// <summary>What the kernels of a layer execute on the primary target, step by step, and which non-zero stands where.</summary>
/// <param name="Listings">The kernels, in the order in which they run.</param>
/// <param name="Lanes">Lanes of a step.</param>
/// <param name="Steps">The steps.</param>
/// <param name="StepOf">For each non-zero of the matrix, row by row, its step; -1 where that is not known.</param>
/// <param name="LaneOf">Its lane.</param>
internal sealed record LayerSchedule(IReadOnlyList<KernelListing> Listings, int Lanes, IReadOnlyList<ScheduleStep> Steps, int[] StepOf, int[] LaneOf)
{
    /// <summary>Every non-zero has its place. Kernels that add inputs before they multiply have no table of weights, and so no such places.</summary>
    public bool IsLinked => StepOf.Length > 0 && Array.IndexOf(StepOf, -1) < 0;

    /// <summary>Lanes that work, of those of all steps.</summary>
    public double Utilisation => Steps.Count == 0 ? 1 : (double)Steps.Sum(step => System.Numerics.BitOperations.PopCount(step.Active)) / ((long)Steps.Count * Lanes);
}

/// <summary>A step of a schedule.</summary>
/// <param name="Listing">Number of its kernel.</param>
/// <param name="Statement">Number of its statement in the kernel.</param>
/// <param name="Active">A bit for each lane that works.</param>
internal readonly record struct ScheduleStep(int Listing, int Statement, uint Active);
