using Microsoft.CodeAnalysis;
using SparseCompile.Compiler.Diagnostics;

namespace SparseCompile.Generator.Pipeline;

/// <summary>Roslyn's descriptors of the compiler's rules. Ids, categories and severities stand here in full because release tracking reads them from the source.</summary>
internal static class DiagnosticDescriptors
{
    private const string Category = "SparseCompile";

    /// <summary>Every descriptor; a test holds them against <see cref="Rules.All"/>.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        new("SPARSE0001", Rules.FileNotFound.Title, Rules.FileNotFound.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0001.md"),
        new("SPARSE0002", Rules.FileUnreadable.Title, Rules.FileUnreadable.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0002.md"),
        new("SPARSE0003", Rules.FileMalformed.Title, Rules.FileMalformed.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0003.md"),
        new("SPARSE0004", Rules.UnknownFormat.Title, Rules.UnknownFormat.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0004.md"),
        new("SPARSE0005", Rules.UnsupportedDataType.Title, Rules.UnsupportedDataType.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0005.md"),
        new("SPARSE0006", Rules.ValueOutOfRange.Title, Rules.ValueOutOfRange.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0006.md"),
        new("SPARSE0007", Rules.PatternWithoutValues.Title, Rules.PatternWithoutValues.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0007.md"),
        new("SPARSE0008", Rules.TooLarge.Title, Rules.TooLarge.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0008.md"),
        new("SPARSE0009", Rules.TensorNotFound.Title, Rules.TensorNotFound.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0009.md"),
        new("SPARSE0010", Rules.WrongShape.Title, Rules.WrongShape.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0010.md"),
        new("SPARSE0011", Rules.ShapesDoNotChain.Title, Rules.ShapesDoNotChain.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0011.md"),
        new("SPARSE0012", Rules.NonFiniteWeight.Title, Rules.NonFiniteWeight.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0012.md"),
        new("SPARSE0013", Rules.NotPartial.Title, Rules.NotPartial.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0013.md"),
        new("SPARSE0014", Rules.DuplicateDefinition.Title, Rules.DuplicateDefinition.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0014.md"),
        new("SPARSE0015", Rules.UnknownOption.Title, Rules.UnknownOption.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0015.md"),
        new("SPARSE0016", Rules.NoLayers.Title, Rules.NoLayers.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0016.md"),
        new("SPARSE0017", Rules.WrongSignature.Title, Rules.WrongSignature.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0017.md"),
        new("SPARSE0018", Rules.UnsupportedType.Title, Rules.UnsupportedType.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0018.md"),
        new("SPARSE0019", Rules.TensorNotNamed.Title, Rules.TensorNotNamed.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0019.md"),
        new("SPARSE0020", Rules.OverUnrollingBudget.Title, Rules.OverUnrollingBudget.Message, Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0020.md"),
        new("SPARSE0021", Rules.TooDense.Title, Rules.TooDense.Message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0021.md"),
        new("SPARSE0022", Rules.AllZero.Title, Rules.AllZero.Message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0022.md"),
        new("SPARSE0023", Rules.UnsafeCodeRequired.Title, Rules.UnsafeCodeRequired.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0023.md"),
        new("SPARSE0024", Rules.CompilerFailure.Title, Rules.CompilerFailure.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0024.md"),
        new("SPARSE0025", Rules.InvalidName.Title, Rules.InvalidName.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0025.md"),
        new("SPARSE0026", Rules.PatternFound.Title, Rules.PatternFound.Message, Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0026.md"),
        new("SPARSE0027", Rules.PlanOutdated.Title, Rules.PlanOutdated.Message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0027.md"),
        new("SPARSE0028", Rules.PlanUnusable.Title, Rules.PlanUnusable.Message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0028.md"),
        new("SPARSE0029", Rules.UnknownSource.Title, Rules.UnknownSource.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0029.md"),
        new("SPARSE0030", Rules.OperandsDiffer.Title, Rules.OperandsDiffer.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0030.md"),
        new("SPARSE0031", Rules.UnusedLayer.Title, Rules.UnusedLayer.Message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0031.md"),
        new("SPARSE0040", Rules.TypeReplaced.Title, Rules.TypeReplaced.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0040.md"),
        new("SPARSE0041", Rules.CompiledTwice.Title, Rules.CompiledTwice.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0041.md"),
        new("SPARSE0042", Rules.ScatteredLayers.Title, Rules.ScatteredLayers.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0042.md"),
        new("SPARSE0043", Rules.AmbiguousFile.Title, Rules.AmbiguousFile.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0043.md"),
        new("SPARSE0044", Rules.LanguageTooOld.Title, Rules.LanguageTooOld.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0044.md"),
        new("SPARSE0050", Rules.NotAWeightFile.Title, Rules.NotAWeightFile.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0050.md"),
        new("SPARSE0051", Rules.TensorsNotRead.Title, Rules.TensorsNotRead.Message, Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0051.md"),
        new("SPARSE0052", Rules.PartNotRead.Title, Rules.PartNotRead.Message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0052.md"),
        new("SPARSE0053", Rules.EncodingNotRead.Title, Rules.EncodingNotRead.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0053.md"),
        new("SPARSE0054", Rules.NoZeros.Title, Rules.NoZeros.Message, Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0054.md"),
        new("SPARSE0055", Rules.NearZeros.Title, Rules.NearZeros.Message, Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0055.md"),
        new("SPARSE0056", Rules.TensorInTwoFiles.Title, Rules.TensorInTwoFiles.Message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Root + "docs/diagnostics/SPARSE0056.md"),
    ];
}
