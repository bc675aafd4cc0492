using SparseCompile.Compiler.Importers.Onnx.Operators;
using SparseCompile.Compiler.Tensors.Formats.Onnx;

namespace SparseCompile.Compiler.Importers.Onnx;

/// <summary>The one list of ONNX operators and their imports.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, Func<NodeContext, ImportedValue?[]>> Imports = Create();

    /// <summary>Names of the operators that are imported, in order.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Imports.Keys.OrderBy(name => name, StringComparer.Ordinal)];

    /// <summary>How an operator is imported; null for one that is not.</summary>
    public static Func<NodeContext, ImportedValue?[]>? Find(OnnxNode node) =>
        node.Domain.Length == 0 && Imports.TryGetValue(node.OpType, out Func<NodeContext, ImportedValue?[]>? import) ? import : null;

    private static Dictionary<string, Func<NodeContext, ImportedValue?[]>> Create()
    {
        Dictionary<string, Func<NodeContext, ImportedValue?[]>> all = new(StringComparer.Ordinal);
        IReadOnlyDictionary<string, Func<NodeContext, ImportedValue?[]>>[] tables =
        [
            ConstantOperators.All, ShapeOperators.All, ArrangementOperators.All, JoinOperators.All, ActivationOperators.Epilogues, ArithmeticOperators.All, ReductionOperators.All,
            NormOperators.All, MatrixOperators.All, ConvOperators.All, PoolOperators.All, ResizeOperators.All, RecurrentOperators.All, QuantizationOperators.All,
        ];
        foreach (KeyValuePair<string, Func<NodeContext, ImportedValue?[]>> import in tables.SelectMany(table => table))
        {
            all.Add(import.Key, import.Value);
        }

        foreach (KeyValuePair<string, Func<NodeContext, Graphs.Expressions.Expression, Graphs.Expressions.Expression>> formula in ActivationOperators.Formulas)
        {
            all.Add(formula.Key, ActivationOperators.Import(formula.Value, null));
        }

        foreach (KeyValuePair<string, Func<NodeContext, Graphs.Expressions.Expression, Graphs.Expressions.Expression>> test in ActivationOperators.Tests)
        {
            all.Add(test.Key, ActivationOperators.Import(test.Value, OnnxElementType.Bool));
        }

        return all;
    }
}
