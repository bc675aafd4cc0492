namespace SparseCompile.Hardware.Tests.Support;

/// <summary>What the sequencer does in a cycle.</summary>
public enum StepperState
{
    /// <summary>Latches an input; program counters return to 0.</summary>
    Accept,

    /// <summary>Fetches one word for each lane.</summary>
    Run,

    /// <summary>The last word accumulates.</summary>
    DrainAccumulate,

    /// <summary>The last row writes back.</summary>
    DrainWriteBack,
}
