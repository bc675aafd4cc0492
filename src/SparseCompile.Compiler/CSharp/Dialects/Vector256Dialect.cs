using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Dialects;

/// <summary>256-bit vectors with FMA.</summary>
internal sealed class Vector256Dialect : LaneDialect
{
    public override int Lanes => 8;

    public override string RegisterType => $"{Vector256}<float>";

    public override string Zero => $"{Vector256}<float>.Zero";

    public override string Load(string pointer) => $"{Avx}.LoadVector256({pointer})";

    public override string Broadcast(string value) => $"{Vector256}.Create({value})";

    public override string MultiplyAdd(string left, string right, string addend) => $"{Fma}.MultiplyAdd({left}, {right}, {addend})";

    public override string Create(IReadOnlyList<string> values) => $"{Vector256}.Create({string.Join(", ", values)})";

    public override string Quads(IReadOnlyList<string> pointers) => $"{Vector256}.Create({Sse}.LoadVector128({pointers[0]}), {Sse}.LoadVector128({pointers[1]}))";

    public override string PickOfQuad(string register, int which) => $"{Avx}.Permute({register}, {which * 0x55})";

    public override string Store(string pointer, string register) => $"{Avx}.Store({pointer}, {register})";

    public override string StoreFirst(string pointer, string register, int count) =>
        $"{Avx}.MaskStore({pointer}, {Vector256}.AsSingle({Vector256}.Create({string.Join(", ", Enumerable.Range(0, 8).Select(lane => lane < count ? "-1" : "0"))})), {register})";

    // vmaxps: see the 512-bit dialect.
    protected override string Relu(string register) => $"{Avx}.Max({Zero}, {register})";
}
