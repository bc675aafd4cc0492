namespace SparseCompile.Kernels.Tests.Models;

/// <summary>Kinds of input values.</summary>
internal enum InputKind
{
    /// <summary>Between -1 and 1.</summary>
    Moderate,

    /// <summary>Zeros of both signs, denormals, moderate and huge values.</summary>
    Finite,

    /// <summary>NaN and infinities too.</summary>
    Anything,

    /// <summary>Many NaNs and infinities.</summary>
    Broken,

    /// <summary>Nine in ten are zeros, of both signs; so small values among the others that products vanish.</summary>
    MostlyZero,
}
