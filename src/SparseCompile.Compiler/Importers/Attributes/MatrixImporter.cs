using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>A matrix as a graph of one layer without biases.</summary>
internal static class MatrixImporter
{
    /// <summary>Builds it; null, with diagnostics, when it cannot be built.</summary>
    public static Graph? Build(MatrixDeclaration declaration, WeightFile file, ICollection<CompilerDiagnostic> diagnostics)
    {
        TensorSource source = new(file, diagnostics);
        if ((declaration.Tensor is { } given ? Named(given, declaration, source) : Only(declaration, source, diagnostics)) is not { } stored
            || source.ReadMatrix(stored, declaration.Transposed, null, null, declaration.PatternValues, declaration.Location) is not { } tensor)
        {
            return null;
        }

        CsrMatrix matrix = MatrixBuilder.FromTensor(ZeroWeights.Prune(tensor, declaration.PruneBelow), declaration.Transposed);
        if (matrix.Rows == 0 || matrix.Columns == 0)
        {
            source.Report(Rules.WrongShape, declaration.Location, stored.Name, TensorSource.Describe([matrix.Rows, matrix.Columns]), "at least one row and one column");
            return null;
        }

        if (declaration.PruneBelow == 0)
        {
            ZeroWeights.Report(declaration.Method, matrix, matrix.DenseMacs, declaration.Location, diagnostics);
        }

        Value[] values = [new(0, GraphBuilder.InputName, Shape.Vector(matrix.Columns)), new(1, declaration.Method, Shape.Vector(matrix.Rows))];
        Linear layer = new(matrix, new float[matrix.Rows], ActivationFunction.None);
        return new Graph(values, [new Node(declaration.Method, layer, new EquatableArray<int>([0]), 1, declaration.Location)], 0, 1);
    }

    private static StoredTensor? Named(string name, MatrixDeclaration declaration, TensorSource source)
    {
        StoredTensor? stored = source.Catalog.Resolve(name);
        if (stored is null)
        {
            string[] matrices =
            [
                .. source.Catalog.Plain.Where(tensor => TensorSource.Squeeze(tensor.Shape) is not null).Select(tensor => tensor.Name),
                .. source.Catalog.Groups.Select(group => group.Name),
            ];
            source.ReportMissing(name, NameHints.Closest(name, matrices), declaration.Location);
        }

        return stored;
    }

    /// <summary>A file of one matrix need not be told which; biases beside it do not count, and neither does a mask of it.</summary>
    private static StoredTensor? Only(MatrixDeclaration declaration, TensorSource source, ICollection<CompilerDiagnostic> diagnostics)
    {
        TensorInfo[] plain = [.. source.Catalog.Plain];
        StoredTensor[] stored = [.. plain.Where(tensor => TensorSource.Squeeze(tensor.Shape) is not null).Select(tensor => source.Catalog.Resolve(tensor.Name)).OfType<StoredTensor>()];
        string[] masks = [.. stored.Select(matrix => matrix.Mask).OfType<string>()];
        StoredTensor[] matrices =
        [
            .. stored.Where(matrix => !masks.Contains(matrix.Name)),
            .. source.Catalog.Groups.Select(group => new StoredTensor(group.Name, "") { Group = group }),
        ];
        if (matrices.Length == 1)
        {
            return matrices[0];
        }

        if (matrices.Length == 0 && source.File.Tensors.Count == 1)
        {
            return new StoredTensor(plain[0].Name, plain[0].Name);
        }

        if (matrices.Length == 0 && source.File.Tensors.Count == 0 && source.File.Damaged.Count() == 1)
        {
            // Reading it says what is wrong with it.
            return new StoredTensor(source.File.Damaged.First(), source.File.Damaged.First());
        }

        string found = matrices.Length == 0 ? "no matrix" : $"{matrices.Length} matrices, {NameHints.List([.. matrices.Select(matrix => matrix.Name)])}";
        diagnostics.Add(CompilerDiagnostic.Create(Rules.TensorNotNamed, declaration.Location, source.File.DisplayName, found));
        return null;
    }
}
