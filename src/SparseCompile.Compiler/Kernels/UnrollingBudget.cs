namespace SparseCompile.Compiler.Kernels;

/// <summary>How large unrolled code may get.</summary>
public static class UnrollingBudget
{
    /// <summary>
    /// Steps of an unrolled network: a step is about 60 bytes of IL, and the JIT stops optimising at 60,000; it is also one statement,
    /// of which the C# compiler takes 0.4-0.9 ms.
    /// </summary>
    public const int StepsPerNetwork = 400;

    /// <summary>Registers of 16 activations that may be alive at once, of the 32 there are; accumulators, indices and a zero need the rest.</summary>
    public const int LiveRegisters = 16;

    /// <summary>Steps of one method when everything is to be unrolled.</summary>
    public const int StepsPerMethod = 400;

    /// <summary>Steps of one method whose lanes each fetch their own input: 6 IL instructions a lane, and the JIT stops optimising at 20,000.</summary>
    public static int GatherStepsPerMethod(int width) => width > 4 ? StepsPerMethod / 2 : StepsPerMethod;
}
