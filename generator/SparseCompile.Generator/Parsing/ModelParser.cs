using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Networks.Declarations;

namespace SparseCompile.Generator.Parsing;

/// <summary>Reads a <c>[SparseModel]</c> class.</summary>
internal static class ModelParser
{
    /// <summary>The declaration, or what is wrong with it.</summary>
    public static ParsedDeclaration Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        List<CompilerDiagnostic> diagnostics = [];
        INamedTypeSymbol symbol = (INamedTypeSymbol)context.TargetSymbol;

        // Attributes of several partial declarations come in the compiler's order of files; path and place make it ours.
        AttributeData[] attributes = [.. symbol.GetAttributes()
            .OrderBy(attribute => attribute.ApplicationSyntaxReference?.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(attribute => attribute.ApplicationSyntaxReference?.Span.Start)];
        AttributeReader model = new(context.Attributes[0], Array.IndexOf(attributes, context.Attributes[0]), diagnostics);
        if (IsRepeated(symbol))
        {
            model.Report(Rules.DuplicateDefinition, "[SparseModel] of", symbol.Name);
        }

        TypeDeclaration type = TypeParser.Parse((TypeDeclarationSyntax)context.TargetNode, symbol, model.Location, diagnostics);
        List<LayerDeclaration> layers = [];
        int[] shape = [];
        for (int i = 0; i < attributes.Length; i++)
        {
            AttributeData attribute = attributes[i];
            AttributeReader reader = new(attribute, i, diagnostics);
            switch (attribute.AttributeClass?.ToDisplayString())
            {
                case AttributeNames.Input:
                    shape = ReadShape(attribute, reader);
                    break;
                case AttributeNames.Linear:
                    layers.Add(new LinearDeclaration(
                        reader.RequiredName("[Linear]", "the prefix of its tensors"),
                        reader.Option<string?>("Weight", null),
                        reader.Option<string?>("Bias", null),
                        reader.Option("Transposed", false),
                        reader.Activation(),
                        reader.Location));
                    break;
                case AttributeNames.BatchNorm:
                    layers.Add(ReadBatchNorm(reader));
                    break;
                case AttributeNames.Flatten:
                    layers.Add(new ElementwiseDeclaration("flatten", reader.Activation(), reader.Location));
                    break;
                case AttributeNames.Activation:
                    layers.Add(new ElementwiseDeclaration("activation", reader.Activation(), reader.Location));
                    break;
            }
        }

        ReportDuplicates(layers, diagnostics);
        string file = model.RequiredName("[SparseModel]", "the path of a weight file");
        ModelDeclaration declaration = new(
            type, file, model.EnumOption<UnrollingMode>("Unrolling"), new EquatableArray<int>(shape), layers.ToEquatableArray(), model.Location);
        return ParsedDeclaration.Create(declaration, diagnostics, attributes.Select(attribute => Locations.Of(attribute, cancellation)));
    }

    private static BatchNormDeclaration ReadBatchNorm(AttributeReader reader)
    {
        float epsilon = reader.Finite("Epsilon", 1e-5f);
        if (epsilon < 0)
        {
            reader.Report(Rules.UnknownOption, "Epsilon", AttributeReader.Text(epsilon), "zero or more");
        }

        return new BatchNormDeclaration(reader.RequiredName("[BatchNorm]", "the prefix of its tensors"), epsilon, reader.Activation(), reader.Location);
    }

    private static int[] ReadShape(AttributeData attribute, AttributeReader reader)
    {
        TypedConstant argument = attribute.ConstructorArguments.Length == 1 ? attribute.ConstructorArguments[0] : default;
        int[] shape = argument.Kind == TypedConstantKind.Array && !argument.IsNull ? [.. argument.Values.Select(value => value.Value is int extent ? extent : 0)] : [];
        long length = 1;
        foreach (int extent in shape)
        {
            length = extent <= 0 || length > int.MaxValue ? long.MaxValue : length * extent;
        }

        if (shape.Length == 0 || length > int.MaxValue)
        {
            string found = $"({string.Join(", ", shape.Select(extent => AttributeReader.Text(extent)))})";
            reader.Report(Rules.UnknownOption, "Input", found, "one or more positive extents whose product is at most 2,147,483,647");
            return [];
        }

        return shape;
    }

    private static void ReportDuplicates(IEnumerable<LayerDeclaration> layers, ICollection<CompilerDiagnostic> diagnostics)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (LayerDeclaration layer in layers.Where(layer => layer is not ElementwiseDeclaration && layer.Name.Length > 0))
        {
            if (!names.Add(layer.Name))
            {
                diagnostics.Add(CompilerDiagnostic.Create(Rules.DuplicateDefinition, layer.Location, "Layer", layer.Name));
            }
        }
    }

    /// <summary>The attribute stands on the class twice (an error of its own): the same hint name added twice would throw.</summary>
    private static bool IsRepeated(INamedTypeSymbol symbol) =>
        symbol.GetAttributes().Count(attribute => attribute.AttributeClass?.ToDisplayString() == AttributeNames.SparseModel) > 1;
}
