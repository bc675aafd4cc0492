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
    public const string KWinners = "SparseCompile.KWinnersAttribute";
    public const string Gru = "SparseCompile.GruAttribute";
    public const string Lstm = "SparseCompile.LstmAttribute";
    public const string Rnn = "SparseCompile.RnnAttribute";
    public const string Add = "SparseCompile.AddAttribute";
    public const string Concat = "SparseCompile.ConcatAttribute";
    public const string Conv1D = "SparseCompile.Conv1DAttribute";
    public const string Conv2D = "SparseCompile.Conv2DAttribute";
    public const string MaxPool1D = "SparseCompile.MaxPool1DAttribute";
    public const string MaxPool2D = "SparseCompile.MaxPool2DAttribute";
    public const string AveragePool1D = "SparseCompile.AveragePool1DAttribute";
    public const string AveragePool2D = "SparseCompile.AveragePool2DAttribute";
    public const string GlobalAveragePool = "SparseCompile.GlobalAveragePoolAttribute";
}
