namespace SparseCompile.Compiler.Rtl.Timing;

/// <summary>The control of a stage, cycle by cycle: when it takes beats and when it has one to give. No data, and no formula.</summary>
/// <remarks>In each cycle, <see cref="IsValid"/> is asked of all stages, then <see cref="IsReady"/> from the last stage to the first, then all of them step.</remarks>
internal abstract class StageTimer
{
    /// <summary>A beat of an output is there.</summary>
    /// <param name="output">Which output.</param>
    public abstract bool IsValid(int output);

    /// <summary>A beat of an input can be taken.</summary>
    /// <param name="input">Which input.</param>
    /// <param name="areAllValid">Beats of all inputs are there.</param>
    /// <param name="isOutputReady">The reader of the first output takes it.</param>
    public abstract bool IsReady(int input, bool areAllValid, bool isOutputReady);

    /// <summary>Ends the cycle.</summary>
    /// <param name="isTaken">A beat of the first input was taken.</param>
    /// <param name="given">Outputs of which a beat was taken.</param>
    public abstract void Step(bool isTaken, bool[] given);
}
