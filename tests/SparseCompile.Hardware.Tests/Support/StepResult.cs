namespace SparseCompile.Hardware.Tests.Support;

/// <summary>What one inference did, counted cycle by cycle.</summary>
/// <param name="Rows">The layer's rows.</param>
/// <param name="Latency">Cycles after the acceptance until the outputs stand.</param>
/// <param name="Interval">Cycles from this acceptance to the next.</param>
/// <param name="LastWriteBack">Cycle of the last write-back, the acceptance being cycle 0; 0 without any.</param>
/// <param name="Busy">Lane-cycles that fetched a valid word.</param>
/// <param name="Stalls">Lane-cycles of fetching without a valid word.</param>
/// <param name="Multiplies">Multiply-accumulates.</param>
public sealed record StepResult(float[] Rows, int Latency, int Interval, int LastWriteBack, int Busy, int Stalls, int Multiplies);
