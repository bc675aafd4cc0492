namespace SparseCompile.Training.Tests.Support;

/// <summary>A theory that needs PyTorch; skipped, with the reason, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonTheoryAttribute : TheoryAttribute
{
    public PythonTheoryAttribute() => Skip = Python.Missing;
}
