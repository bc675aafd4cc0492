using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Dialects;

/// <summary>128-bit vectors without FMA hardware.</summary>
internal sealed class SoftwareDialect : Vector128Dialect
{
    public override bool HasVectorColumns => true;

    public override string MultiplyAdd(string left, string right, string addend) => $"{SoftwareFma}.MultiplyAdd({left}, {right}, {addend})";

    public override string MultiplyAddExact(string left, string right, string addend) => $"{addend} + ({left} * {right})";

    public override string MultiplyAddOne(string left, string right, string addend) => MultiplyAdd(left, right, addend);
}
