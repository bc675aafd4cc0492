using System.Reflection;

namespace SparseCompile.Kernels.Tests.Counting;

/// <summary>A pointer that generated code hands to a kernel: the kernel's own cursor in a table.</summary>
internal sealed unsafe class KernelPointer
{
    private readonly byte* _start;
    private readonly int _size;
    private long _cursor;

    private KernelPointer(void* start, int size)
    {
        _start = (byte*)start;
        _size = size;
    }

    /// <summary>Entries of a table of counts; 0 of others.</summary>
    public int Length { get; private init; }

    /// <summary>What a property of a table gives.</summary>
    public static KernelPointer Of(object table, string property)
    {
        PropertyInfo member = table.GetType().GetProperty(property) ?? throw new NotSupportedException($"{table.GetType().Name} has no {property}.");
        int size = System.Runtime.InteropServices.Marshal.SizeOf(member.PropertyType.GetElementType()!);
        int counts = (table.GetType().GetProperty("StepCounts")?.GetValue(table) as IReadOnlyList<int>)?.Count ?? 0;
        return new KernelPointer(Pointer.Unbox(member.GetValue(table)!), size) { Length = property == "Counts" ? counts : 0 };
    }

    /// <summary>A pointer nobody looks behind: input or output.</summary>
    public static KernelPointer Opaque() => new(null, 1);

    public void Advance(long amount) => _cursor += amount;

    public float Float(long offset) => *(float*)(_start + ((_cursor + offset) * _size));

    public int Integer(long offset) => *(int*)(_start + ((_cursor + offset) * _size));
}
