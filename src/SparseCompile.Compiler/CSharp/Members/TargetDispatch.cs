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
    public static void WritePinned(SourceWriter writer, string input, string output, Func<Target, string> call)
    {
        using (writer.Open("unsafe"))
        {
            writer.Line($"fixed (float* x = {input})");
            using (writer.Open($"fixed (float* y = {output})"))
            {
                Write(writer, call);
            }
        }
    }
}
