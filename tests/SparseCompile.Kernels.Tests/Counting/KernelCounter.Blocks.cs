using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseCompile.Kernels.Tests.Counting;

/// <content>The loop over blocks of rows in the columns of active inputs.</content>
internal sealed partial class KernelCounter
{
    /// <summary>Word for word, every input being active: each weight once, from the first of the first column on; lanes without one are masked, or have no row.</summary>
    private Action ColumnBlocks(ForStatementSyntax loop)
    {
        string text = loop.ToString();
        bool isMasked = text.Contains("before0", StringComparison.Ordinal);
        (int lanes, string vector, string type) = text.Contains("Vector512", StringComparison.Ordinal) ? (16, "Vector512<float>", "Avx512F")
            : text.Contains("Vector256", StringComparison.Ordinal) ? (8, "Vector256<float>", "Avx") : (4, "Vector128<float>", "Vector128");
        string function = lanes switch
        {
            16 => "Avx512F.FusedMultiplyAdd",
            8 => "Fma.MultiplyAdd",
            _ => text.Contains("SoftwareFma", StringComparison.Ordinal) ? "SoftwareFma.MultiplyAdd" : "Vector128.FusedMultiplyAdd",
        };
        string Load(string pointer) => lanes == 4 ? $"*(Vector128<float>*)({pointer})" : $"{type}.LoadVector{32 * lanes}({pointer})";
        string Store(int i) => lanes == 4 ? $"*(Vector128<float>*)(sum{i}) = after{i};" : $"{type}.Store(sum{i}, after{i});";
        string Masked(int i) => lanes == 16
            ? $"Avx512F.BlendVariable(before{i}, {function}(weight{i}, value, before{i}), Avx512F.CompareNotEqual(weight{i}, Vector512<float>.Zero))"
            : $"Vector{32 * lanes}.ConditionalSelect(Vector{32 * lanes}.Equals(weight{i}, Vector{32 * lanes}<float>.Zero), before{i}, {function}(weight{i}, value, before{i}))";
        string After(int i) => isMasked
            ? $"{vector} before{i} = {Load($"sum{i}")}; {vector} after{i} = {Masked(i)};"
            : $"{vector} after{i} = {function}(weight{i}, value, {Load($"sum{i}")});";
        string Block(int i) => $"float* sum{i} = output + row[{i}]; {vector} weight{i} = {Load(i == 0 ? "weight" : $"weight + {i * lanes}")}; {After(i)}";
        string Blocks(int count) => string.Join(" ", Enumerable.Range(0, count).Select(Block).Concat(Enumerable.Range(0, count).Select(Store)));
        string expected = "for (int columns = count; columns > 0; columns--) { int column = *active++; "
            + $"{vector} value = Vector{32 * lanes}.Create(input[column]); int* first = counts + (2 * column); executed += first[3] - first[1]; int steps = first[2] - *first; "
            + $"int* row = rows + *first; float* weight = weights + (nint)(*first * {lanes}); "
            + $"for (; steps > 3; steps -= 4) {{ {Blocks(4)} row += 4; weight += {4 * lanes}; }} for (; steps > 0; steps--) {{ {Blocks(1)} row += 1; weight += {lanes}; }} }}";
        string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShouldBe(expected);
        return () =>
        {
            KernelPointer counts = _pointers["counts"];
            long blocks = counts.Integer(counts.Length - 2);
            blocks.ShouldBeGreaterThan(0);
            for (long k = 0; k < blocks * lanes; k++)
            {
                Add(_pointers["weights"].Float(k), 1);
            }
        };
    }
}
