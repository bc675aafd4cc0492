using SparseCompile.Compiler.CSharp.Tables;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Runtime;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Tensors;

/// <summary>The arrays of a node that are known at build time, one after the other in one table, each on a cache line of its own.</summary>
internal sealed class TensorData
{
    /// <summary>Floats of a cache line.</summary>
    private const int Line = 16;

    private readonly List<float[]> _arrays;

    /// <summary>Lists the arrays of a node.</summary>
    public TensorData(TensorPlan plan) => _arrays = plan.Operator switch
    {
        Map map => [.. map.Regions.Where(region => region.Length > 0).SelectMany(region => ViewReader.Leaves(region.Value)).OfType<Stored>().Select(stored => stored.Values).Distinct()],
        Gather { Known: { } known } => [known],
        _ => [],
    };

    /// <summary>Another node has the same arrays, not others of the same values.</summary>
    public bool HasSameArrays(TensorData other) => _arrays.SequenceEqual(other._arrays);

    /// <summary>There are none.</summary>
    public bool IsEmpty => _arrays.Count == 0;

    /// <summary>Where an array begins.</summary>
    public string Pointer(float[] array)
    {
        int offset = _arrays.TakeWhile(other => other != array).Sum(Rounded);
        return offset == 0 ? "Data.Values" : $"Data.Values + {Literals.Integer(offset)}";
    }

    /// <summary>Writes the table; returns the parts of its text for other files.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Write(SourceWriter writer)
    {
        byte[] bytes = new byte[sizeof(float) * _arrays.Sum(Rounded)];
        int offset = 0;
        foreach (float[] array in _arrays)
        {
            // Little-endian, as the reader expects; so is every machine that compiles.
            Buffer.BlockCopy(array, 0, bytes, offset, sizeof(float) * array.Length);
            offset += sizeof(float) * Rounded(array);
        }

        writer.Line("/// <summary>Values that are known at build time.</summary>");
        writer.Line($"internal static readonly {TensorTable} Data = {TensorTable}.Read(typeof(Text), {bytes.Length / sizeof(float)});").Line();
        TableTextEncoder text = new();
        text.Add(bytes);
        IReadOnlyList<IReadOnlyList<string>> parts = TableWriter.Parts(text.Lines);
        TableWriter.WritePart(writer, 0, parts[0]);
        return [.. parts.Skip(1)];
    }

    private static int Rounded(float[] array) => (array.Length + Line - 1) / Line * Line;
}
