namespace SparseCompile.Compiler.Scheduling.Schedules;

/// <summary>A piece of a schedule's memory: a value in one spacing, or a list of inputs to visit. Two whose lives do not overlap may share memory.</summary>
/// <param name="name">What the code calls it.</param>
/// <param name="isExternal">It is the caller's: the input or the output.</param>
public sealed class Storage(string name, bool isExternal = false)
{
    /// <summary>The model's input, as the caller has it.</summary>
    public static Storage Input { get; } = new("x", isExternal: true);

    /// <summary>The model's output, as the caller has it.</summary>
    public static Storage Output { get; } = new("y", isExternal: true);

    /// <summary>What the code calls it.</summary>
    public string Name { get; } = name;

    /// <summary>It is the caller's.</summary>
    public bool IsExternal { get; } = isExternal;

    /// <summary>Floats, for one input.</summary>
    public int Floats { get; private set; }

    /// <summary>Where it begins, in floats, for one input: a multiple of 16.</summary>
    public int Offset { get; internal set; }

    /// <summary>The first step that uses it.</summary>
    public int FirstStep { get; private set; } = int.MaxValue;

    /// <summary>The last step that uses it.</summary>
    public int LastStep { get; private set; } = -1;

    /// <summary>Only a window of it exists at a time: what the code calls it is then where it would begin.</summary>
    public bool IsWindow { get; private set; }

    /// <summary>Only a window of so many floats exists at a time.</summary>
    internal void Shrink(int floats) => (Floats, IsWindow) = (floats, true);

    /// <summary>A step uses so many floats of it.</summary>
    internal void Use(int step, int floats = 0)
    {
        Floats = Math.Max(Floats, floats);
        FirstStep = Math.Min(FirstStep, step);
        LastStep = Math.Max(LastStep, step);
    }
}
