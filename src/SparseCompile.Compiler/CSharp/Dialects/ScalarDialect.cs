using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Dialects;

/// <summary>Plain code: one lane, for processors without vectors, where C's <c>fmaf</c> would be called for every multiply-add.</summary>
internal sealed class ScalarDialect : LaneDialect
{
    public override int Lanes => 1;

    public override string RegisterType => "float";

    public override string Zero => "0f";

    public override string Load(string pointer) => $"*({pointer})";

    public override string Broadcast(string value) => value;

    public override string MultiplyAdd(string left, string right, string addend) => $"{SoftwareFma}.MultiplyAdd({left}, {right}, {addend})";

    public override string MultiplyAddExact(string left, string right, string addend) => $"{addend} + ({left} * {right})";

    public override string MaskedMultiplyAdd(string left, string right, string addend) => $"{left} == 0f ? {addend} : {MultiplyAdd(left, right, addend)}";

    public override string MultiplyAddOne(string left, string right, string addend) => MultiplyAdd(left, right, addend);

    public override string Create(IReadOnlyList<string> values) => values[0];

    public override string Store(string pointer, string register) => $"*({pointer}) = {register}";

    protected override string SelectLess(string left, string right, string whenTrue, string whenFalse) => $"{left} < {right} ? {whenTrue} : {whenFalse}";
}
