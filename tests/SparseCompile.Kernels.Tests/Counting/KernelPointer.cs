using System.Reflection;
using SparseCompile.Runtime;

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

    /// <summary>What a field of a table points at.</summary>
    public static KernelPointer Of(object table, string field)
    {
        FieldInfo member = table.GetType().GetField(field) ?? throw new NotSupportedException($"{table.GetType().Name} has no {field}.");
        int size = System.Runtime.InteropServices.Marshal.SizeOf(member.FieldType.GetElementType()!);
        return new KernelPointer(Pointer.Unbox(member.GetValue(table)!), size) { Length = field == "Counts" && table is StepTable steps ? steps.CountsLength : 0 };
    }

    /// <summary>A pointer nobody looks behind: input or output.</summary>
    public static KernelPointer Opaque() => new(null, 1);

    public void Advance(long amount) => _cursor += amount;

    public float Float(long offset) => *(float*)(_start + ((_cursor + offset) * _size));

    public byte Byte(long offset) => _start[(_cursor + offset) * _size];

    public int Integer(long offset) => *(int*)(_start + ((_cursor + offset) * _size));
}
