using SparseCompile.Compiler.Targets;

namespace SparseCompile.Compiler.CSharp.Members;

/// <summary>The branch to the first target that the processor can execute.</summary>
internal static class TargetDispatch
{
    /// <summary>Writes it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="call">What to do on a target.</param>
    public static void Write(SourceWriter writer, Func<Target, string> call)
    {
        for (int i = 0; i < TargetRegistry.All.Count; i++)
        {
            Target target = TargetRegistry.All[i];
            string condition = target.Guard.Length == 0 ? "else" : $"{(i == 0 ? "" : "else ")}if ({target.Guard})";
            using (writer.Open(condition))
            {
                writer.Line(call(target));
            }
        }
    }

    /// <summary>Writes it for spans, which are pinned here: the shell knows nothing of pointers.</summary>
    public static void WritePinned(SourceWriter writer, string input, string output, Func<Target, string> call) =>
        WritePinned(writer, [("x", input), ("y", output)], call);

    /// <summary>The same for any number of spans.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="spans">The pointer to each span, and its name.</param>
    /// <param name="call">What to do on a target.</param>
    public static void WritePinned(SourceWriter writer, IReadOnlyList<(string Pointer, string Span)> spans, Func<Target, string> call)
    {
        using (writer.Open("unsafe"))
        {
            foreach ((string pointer, string span) in spans.Take(spans.Count - 1))
            {
                writer.Line($"fixed (float* {pointer} = {span})");
            }

            (string last, string lastSpan) = spans[spans.Count - 1];
            using (writer.Open($"fixed (float* {last} = {lastSpan})"))
            {
                Write(writer, call);
            }
        }
    }
}
