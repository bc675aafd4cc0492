using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;

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
        int[] models = [.. Enumerable.Range(0, attributes.Length).Where(i => attributes[i].AttributeClass?.ToDisplayString() == AttributeNames.SparseModel)];
        AttributeReader model = new(attributes[models[0]], models[0], diagnostics);
        if (models.Length > 1)
        {
            // An error of C# too when both are on one class, but no reason to throw: the same hint name added twice would. Asked once for each part that has
            // the attribute, this answers for the first.
            if (!IsOn(context.TargetNode, attributes[models[0]]))
            {
                return ParsedDeclaration.Create(null, diagnostics, []);
            }

            new AttributeReader(attributes[models[1]], models[1], diagnostics).Report(Rules.DuplicateDefinition, "Model", symbol.Name);
        }

        TypeDeclaration type = TypeParser.Parse((TypeDeclarationSyntax)context.TargetNode, symbol, model.Location, diagnostics);
        (List<LayerDeclaration> layers, int[] shape) = ReadLayers(attributes, diagnostics);
        NumericPrecision precision = model.EnumOption<NumericPrecision>("Precision");
        if (precision == NumericPrecision.Int8)
        {
            TypeParser.CheckMembers(symbol, GeneratedMembers.OfIntegers, model.Location, diagnostics);
        }

        string? trainable = model.Option<string?>("Trainable", null);
        if (trainable is not null)
        {
            TypeParser.CheckMembers(symbol, GeneratedMembers.OfLearning, model.Location, diagnostics);
        }

        ReportDuplicates(layers, diagnostics);
        ReportScattered(symbol, attributes, layers, diagnostics);
        string file = model.RequiredName("[SparseModel]", "the path of a weight file");
        ModelDeclaration declaration = new(
            type, file, model.EnumOption<UnrollingMode>("Unrolling"), new EquatableArray<int>(shape), layers.ToEquatableArray(), model.Location)
        {
            MoreWeightFiles = model.Names().ToEquatableArray(),
            Precision = precision,
            Calibration = model.Option<string?>("Calibration", null),
            HardwareTargets = model.Option<string?>("Target", null) ?? "",
            Trainable = trainable,
        };
        return ParsedDeclaration.Create(declaration, diagnostics, attributes.Select(Locations.Of));
    }

    /// <summary>The layers in the order of the attributes, and the shape of one input; empty where none is stated.</summary>
    private static (List<LayerDeclaration> Layers, int[] Shape) ReadLayers(AttributeData[] attributes, List<CompilerDiagnostic> diagnostics)
    {
        List<LayerDeclaration> layers = [];
        int[] shape = [];
        for (int i = 0; i < attributes.Length; i++)
        {
            AttributeData attribute = attributes[i];
            AttributeReader reader = new(attribute, i, diagnostics);
            string? kind = attribute.AttributeClass?.ToDisplayString();
            if (kind == AttributeNames.Input)
            {
                shape = ReadShape(attribute, reader);
            }
            else if (ReadLayer(kind, reader) is { } layer)
            {
                layers.Add(layer with { From = reader.Option<string?>("From", null) });
            }
        }

        return (layers, shape);
    }

    /// <summary>The layer of an attribute; null for attributes that add none.</summary>
    private static LayerDeclaration? ReadLayer(string? kind, AttributeReader reader) => kind switch
    {
        AttributeNames.Linear => ReadLinear(reader),
        AttributeNames.BatchNorm => ReadBatchNorm(reader),
        AttributeNames.Flatten => new ElementwiseDeclaration("flatten", reader.Activation(), reader.Location) { IsChannelsLast = reader.Option("ChannelsLast", false) },
        AttributeNames.Activation => new ElementwiseDeclaration("activation", reader.Activation(), reader.Location),
        AttributeNames.Conv1D => ImageLayerParser.ReadConv(reader, 1),
        AttributeNames.Conv2D => ImageLayerParser.ReadConv(reader, 2),
        AttributeNames.MaxPool1D => ImageLayerParser.ReadPool(reader, PoolKind.Max, 1),
        AttributeNames.MaxPool2D => ImageLayerParser.ReadPool(reader, PoolKind.Max, 2),
        AttributeNames.AveragePool1D => ImageLayerParser.ReadPool(reader, PoolKind.Average, 1),
        AttributeNames.AveragePool2D => ImageLayerParser.ReadPool(reader, PoolKind.Average, 2),
        AttributeNames.GlobalAveragePool => ImageLayerParser.ReadPool(reader, PoolKind.Average, 0),
        AttributeNames.KWinners => ImageLayerParser.ReadWinners(reader),
        AttributeNames.Gru => RecurrentParser.Read(RecurrentKind.Gru, reader),
        AttributeNames.Lstm => RecurrentParser.Read(RecurrentKind.Lstm, reader),
        AttributeNames.Rnn => RecurrentParser.Read(RecurrentKind.Rnn, reader),
        AttributeNames.Add => ReadJoin(JoinKind.Add, reader),
        AttributeNames.Concat => ReadJoin(JoinKind.Concat, reader),
        _ => null,
    };

    private static JoinDeclaration ReadJoin(JoinKind kind, AttributeReader reader)
    {
        if (reader.Option<string?>("From", null) is { } from)
        {
            reader.Report(Rules.UnknownOption, "From", $"\"{from}\"", $"the operands in the constructor: [{kind}(\"name\", \"{from}\", ...)]");
        }

        string name = reader.RequiredName($"[{kind}]", "a name that later layers can read it by");
        return new JoinDeclaration(name, kind, reader.Names().ToEquatableArray(), reader.Activation(), reader.Location);
    }

    private static LinearDeclaration ReadLinear(AttributeReader reader)
    {
        return new LinearDeclaration(
            reader.RequiredName("[Linear]", "the prefix of its tensors"),
            reader.Option<string?>("Weight", null),
            reader.Option<string?>("Bias", null),
            reader.Option("Transposed", false),
            reader.Activation(),
            reader.Location)
        {
            InputSparsity = reader.InputSparsity(),
            PruneBelow = reader.Magnitude("PruneBelow"),
            IsOrderStated = reader.Has("Transposed"),
        };
    }

    private static BatchNormDeclaration ReadBatchNorm(AttributeReader reader)
    {
        float epsilon = reader.Finite("Epsilon", 1e-5f);
        if (epsilon < 0 && !float.IsInfinity(epsilon))
        {
            reader.Report(Rules.UnknownOption, "Epsilon", AttributeReader.Text(epsilon), "zero or more");
        }

        return new BatchNormDeclaration(reader.RequiredName("[BatchNorm]", "the prefix of its tensors"), epsilon, reader.Activation(), reader.Location)
        {
            Weight = reader.Option<string?>("Weight", null),
            Bias = reader.Option<string?>("Bias", null),
            Mean = reader.Option<string?>("Mean", null),
            Variance = reader.Option<string?>("Variance", null),
        };
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
        foreach (LayerDeclaration layer in layers.Where(layer => layer is not (ElementwiseDeclaration or PoolDeclaration { IsNamed: false }) && layer.Name.Length > 0))
        {
            if (!names.Add(layer.Name))
            {
                diagnostics.Add(CompilerDiagnostic.Create(Rules.DuplicateDefinition, layer.Location, "Layer", layer.Name));
            }
        }
    }

    /// <summary>Layers run in the order in which they are declared; between declarations there is no order but that of the files' names.</summary>
    private static void ReportScattered(INamedTypeSymbol symbol, AttributeData[] attributes, List<LayerDeclaration> layers, ICollection<CompilerDiagnostic> diagnostics)
    {
        (AttributePlace? Place, SyntaxNode? Declaration)[] places =
        [
            .. layers.Select(layer => (layer.Location, attributes[layer.Location!.Index].ApplicationSyntaxReference?.GetSyntax().Parent?.Parent)),
        ];
        SyntaxNode?[] parts = [.. places.Select(place => place.Declaration).Distinct()];
        if (parts.Length > 1)
        {
            AttributePlace? other = places.First(place => place.Declaration != places[0].Declaration).Place;
            diagnostics.Add(CompilerDiagnostic.Create(Rules.ScatteredLayers, other, symbol.Name, AttributeReader.Text(parts.Length), string.Join(" and ", parts.Select(Place))));
        }
    }

    /// <summary>A declaration's file and line: two may be in one file.</summary>
    private static string Place(SyntaxNode? declaration) => declaration is null ? "generated code"
        : FormattableString.Invariant($"'{Path.GetFileName(declaration.SyntaxTree.FilePath)}' line {declaration.GetLocation().GetLineSpan().StartLinePosition.Line + 1}");

    private static bool IsOn(SyntaxNode node, AttributeData attribute) =>
        attribute.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == node.SyntaxTree && node.Span.Contains(reference.Span);
}
