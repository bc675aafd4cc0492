namespace SparseCompile.Package.Tests.Support;

/// <summary>A model among all that has been in the way of one: long names, keywords, types called like those that generated code uses, style rules for generated code.</summary>
internal static class HostileSource
{
    /// <summary>The first layer.</summary>
    public static readonly string First = new('l', 200);

    /// <summary>The second.</summary>
    public static readonly string Second = new('m', 2000);

    /// <summary>Has analyzers look at generated code.</summary>
    public const string EditorConfig = "root = true\n[*.cs]\ngenerated_code = false\ndotnet_diagnostic.IDE0240.severity = warning\n";

    private const string Body = "{ public static float FusedMultiplyAdd(float a, float b, float c) => 42f; public static bool IsSupported => false; }";

    private static readonly string Namespace = string.Join(".", Enumerable.Repeat("Long", 40)) + ".@class";

    private static readonly string[] Types =
        ["MathF", "Math", "LookupTable", "Vector512", "Vector256", "Vector128", "Span", "ReadOnlySpan", "System", "SparseCompile", "Info", "Kernels", "Runtime", "Avx512F", "Fma"];

    /// <summary>The file: y = 2 relu(x1) + relu(x2).</summary>
    public static string Text => $$"""
        #pragma warning disable
        global using HostileModel = {{Namespace}}.@event;
        global using LayerTables = Hostile.LayerTables;
        namespace Hostile { internal static class LayerTables {{Body}} }
        namespace {{Namespace}}
        {
            [global::SparseCompile.SparseModel("weights/hostile.npz"), global::SparseCompile.Input(2)]
            [global::SparseCompile.Linear("{{First}}", Activation = global::SparseCompile.Activation.Relu), global::SparseCompile.Linear("{{Second}}")]
            internal static partial class @event;
            {{string.Join("\n    ", Types.Select(type => $"internal static class {type} {Body}"))}}
        }
        internal static class MathF {{Body}}
        internal static class LookupTable {{Body}}
        """;
}
