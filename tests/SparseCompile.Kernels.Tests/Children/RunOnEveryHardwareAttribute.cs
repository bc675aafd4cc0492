namespace SparseCompile.Kernels.Tests.Children;

/// <summary>The class's facts are run again in child processes with instruction sets switched off.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RunOnEveryHardwareAttribute : Attribute;
