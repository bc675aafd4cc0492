using SparseCompile.Compiler.Lanes.Ops;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Dialects;

/// <summary>512-bit vectors: AVX-512F intrinsics only, which stay instructions however large the method.</summary>
internal sealed class Vector512Dialect : LaneDialect
{
    public override int Lanes => 16;

    public override string RegisterType => $"{Vector512}<float>";

    public override string Zero => $"{Vector512}<float>.Zero";

    public override string Load(string pointer) => $"{Avx512F}.LoadVector512({pointer})";

    public override string Broadcast(string value) => $"{Vector512}.Create({value})";

    public override string MultiplyAdd(string left, string right, string addend) => $"{Avx512F}.FusedMultiplyAdd({left}, {right}, {addend})";

    public override string Create(IReadOnlyList<string> values) => $"{Vector512}.Create({string.Join(", ", values)})";

    public override string Store(string pointer, string register) => $"{Avx512F}.Store({pointer}, {register})";

    public override string LoadFirst(string pointer, int count) => $"{Avx512F}.MaskLoad({pointer}, {Mask(count)}, {Zero})";

    public override string StoreFirst(string pointer, string register, int count) => $"{Avx512F}.MaskStore({pointer}, {Mask(count)}, {register})";

    public override string Lookup(string first, string indices, string second) => $"{Avx512F}.PermuteVar16x32x2({first}, {indices}, {second})";

    // vmaxps returns its second operand where either is NaN or both are zeros: NaN and -0 pass, as in 0 > x ? 0 : x.
    protected override string Relu(string register) => $"{Avx512F}.Max({Zero}, {register})";

    public override string Shared(IReadOnlyList<string> values) =>
        values.Count == 1 ? Broadcast(values[0]) : $"{Vector512}.Create({Vector256}.Create({values[0]}), {Vector256}.Create({values[1]}))";

    public override string Quads(IReadOnlyList<string> pointers)
    {
        string[] quads = [.. pointers.Select(pointer => $"{Sse}.LoadVector128({pointer})")];
        return $"{Vector512}.Create({Vector256}.Create({quads[0]}, {quads[1]}), {Vector256}.Create({quads[2]}, {quads[3]}))";
    }

    public override string PickOfQuad(string register, int which) => $"{Avx512F}.Permute4x32({register}, {which * 0x55})";

    public override string MaskedMultiplyAdd(string left, string right, string addend) =>
        $"{Avx512F}.BlendVariable({addend}, {MultiplyAdd(left, right, addend)}, {Avx512F}.CompareNotEqual({left}, {Zero}))";

    public override string IndexType => $"{Vector512}<int>";

    public override string LoadIndices(string pointer) => $"{Avx512F}.LoadVector512((int*){(pointer.Contains(' ') ? $"({pointer})" : pointer)})";

    public override string LoadIntegers(string pointer) => $"{Avx512F}.LoadVector512({pointer})";

    public override string WidenIndices(string pointer, bool isSigned) => $"{Avx512F}.ConvertToVector512Int32({Sse2}.LoadVector128({(isSigned ? $"(sbyte*)({pointer})" : pointer)}))";

    public override string RotateIndices(string packed, int group) => group == 0 ? packed : $"{Avx512F}.RotateRight({packed}, {8 * group})";

    // Bit 5 of the index says which pair of registers, the lookups ignore it. Packed indices have it in the sign bit, unless that says minus: a comparison with a constant is an instruction less.
    public override string IsHigh(Lookup lookup, string index) => (lookup.Packed, lookup.IsSigned) switch
    {
        (null, false) => $"{Vector512}.GreaterThan({index}, {Vector512}.Create(31))",
        (null, true) => $"{Avx512F}.CompareNotEqual({index} & {Vector512}.Create(32), {Vector512}<int>.Zero)",
        (_, false) => $"{Vector512}.LessThan({index}, {Vector512}<int>.Zero)",
        ({ } packed, true) => $"{Avx512F}.CompareNotEqual(r{packed} & {Vector512}.Create({32 << (8 * lookup.Group)}), {Vector512}<int>.Zero)",
    };

    public override string Select(string condition, string whenTrue, string whenFalse) => $"{Vector512}.ConditionalSelect({Vector512}.AsSingle({condition}), {whenTrue}, {whenFalse})";

    public override string FlipSign(string register, string index) => 
        $"{Vector512}.AsSingle({Avx512F}.Xor({Vector512}.AsInt32({register}), {index} & {Vector512}.Create(int.MinValue)))";

    public override string And(string register, string mask) => 
        $"{Vector512}.AsSingle({Avx512F}.And({Vector512}.AsUInt32({register}), {Avx512F}.LoadVector512({mask})))";

    private static string Mask(int count) =>
        $"{Vector512}.AsSingle({Vector512}.Create({string.Join(", ", Enumerable.Range(0, 16).Select(lane => lane < count ? "-1" : "0"))}))";
}
