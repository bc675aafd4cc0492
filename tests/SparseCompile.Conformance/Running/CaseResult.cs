namespace SparseCompile.Conformance.Running;

/// <summary>What came of a case.</summary>
public enum Outcome
{
    /// <summary>Every output agrees with its reference.</summary>
    Passed,

    /// <summary>The model is not compiled, and a diagnostic says why.</summary>
    Refused,

    /// <summary>An output is wrong, or something broke.</summary>
    Failed,
}

/// <summary>The result of a case.</summary>
/// <param name="Name">The case.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Detail">The diagnostic, or what is wrong; empty for a case that passed.</param>
public sealed record CaseResult(string Name, Outcome Outcome, string Detail);
