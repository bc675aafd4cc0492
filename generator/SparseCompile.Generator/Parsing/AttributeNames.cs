namespace SparseCompile.Generator.Parsing;

/// <summary>Metadata names of the attributes.</summary>
internal static class AttributeNames
{
    public const string SparseModel = "SparseCompile.SparseModelAttribute";
    public const string SparseMatrix = "SparseCompile.SparseMatrixAttribute";
    public const string Input = "SparseCompile.InputAttribute";
    public const string Linear = "SparseCompile.LinearAttribute";
    public const string BatchNorm = "SparseCompile.BatchNormAttribute";
    public const string Flatten = "SparseCompile.FlattenAttribute";
    public const string Activation = "SparseCompile.ActivationAttribute";
    public const string Add = "SparseCompile.AddAttribute";
    public const string Concat = "SparseCompile.ConcatAttribute";
}
