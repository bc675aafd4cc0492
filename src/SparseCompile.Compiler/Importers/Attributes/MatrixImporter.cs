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
        string? tensor = declaration.Tensor;
        if (tensor is null)
        {
            // A file of one matrix need not be told which; biases beside it do not count.
            TensorInfo[] matrices = [.. file.Tensors.Where(info => info.Shape.Count == 2)];
            if (matrices.Length != 1 && file.Tensors.Count != 1)
            {
                string found = matrices.Length == 0 ? "no matrix" : $"{matrices.Length} matrices, {NameHints.List([.. matrices.Select(info => info.Name)])}";
                diagnostics.Add(CompilerDiagnostic.Create(Rules.TensorNotNamed, declaration.Location, file.LogicalName, found));
                return null;
            }

            tensor = matrices.Length == 1 ? matrices[0].Name : file.Tensors[0].Name;
        }

        TensorSource source = new(file, diagnostics);
        if (source.ReadMatrix(tensor, declaration.Transposed, declaration.PatternValues, declaration.Location) is not { } matrix)
        {
            return null;
        }

        if (matrix.Rows == 0 || matrix.Columns == 0)
        {
            string found = TensorSource.Describe([matrix.Rows, matrix.Columns]);
            diagnostics.Add(CompilerDiagnostic.Create(Rules.WrongShape, declaration.Location, file.LogicalName, tensor, found, "at least one row and one column"));
            return null;
        }

        Value[] values = [new(0, GraphBuilder.InputName, Shape.Vector(matrix.Columns)), new(1, declaration.Method, Shape.Vector(matrix.Rows))];
        Linear layer = new(matrix, new float[matrix.Rows], ActivationFunction.None);
        return new Graph(values, [new Node(declaration.Method, layer, new EquatableArray<int>([0]), 1, declaration.Location)], 0, 1);
    }
}
