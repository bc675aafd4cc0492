using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Dialects;

/// <summary>128-bit vectors of any architecture.</summary>
internal class Vector128Dialect : LaneDialect
{
    public override int Lanes => 4;

    public override string RegisterType => $"{Vector128}<float>";

    public override string Zero => $"{Vector128}<float>.Zero";

    public override string Load(string pointer) => $"*({Vector128}<float>*)({pointer})";

    public override string Broadcast(string value) => $"{Vector128}.Create({value})";

    public override string MultiplyAdd(string left, string right, string addend) => $"{Vector128}.FusedMultiplyAdd({left}, {right}, {addend})";

    public override string Create(IReadOnlyList<string> values) => $"{Vector128}.Create({string.Join(", ", values)})";

    public override string Quads(IReadOnlyList<string> pointers) => Load(pointers[0]);

    public override string PickOfQuad(string register, int which) => $"{Vector128}.Shuffle({register}, {Vector128}.Create({which}, {which}, {which}, {which}))";

    public override string Store(string pointer, string register) => $"*({Vector128}<float>*)({pointer}) = {register}";

    public override string StoreFirst(string pointer, string register, int count) => $"{LaneStore}.First({pointer}, {register}, {count})";
}
