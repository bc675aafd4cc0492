using Microsoft.CodeAnalysis;
using SparseCompile.Compiler.Diagnostics;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;
using static SparseCompile.Generator.Pipeline.HelpLinks;

namespace SparseCompile.Generator.Pipeline;

/// <summary>Roslyn's descriptors of the compiler's rules. Ids, categories and severities stand here in full because release tracking reads them from the source.</summary>
internal static class DiagnosticDescriptors
{
    private const string Category = "SparseCompile";

    /// <summary>Every descriptor; a test holds them against <see cref="Rules.All"/>.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        new("SPARSE0001", Rules.FileNotFound.Title, Rules.FileNotFound.Message, Category, Error, true, InPackage("SPARSE0001"), PageOf("SPARSE0001")),
        new("SPARSE0002", Rules.FileUnreadable.Title, Rules.FileUnreadable.Message, Category, Error, true, InPackage("SPARSE0002"), PageOf("SPARSE0002")),
        new("SPARSE0003", Rules.FileMalformed.Title, Rules.FileMalformed.Message, Category, Error, true, InPackage("SPARSE0003"), PageOf("SPARSE0003")),
        new("SPARSE0004", Rules.UnknownFormat.Title, Rules.UnknownFormat.Message, Category, Error, true, InPackage("SPARSE0004"), PageOf("SPARSE0004")),
        new("SPARSE0005", Rules.UnsupportedDataType.Title, Rules.UnsupportedDataType.Message, Category, Error, true, InPackage("SPARSE0005"), PageOf("SPARSE0005")),
        new("SPARSE0006", Rules.ValueOutOfRange.Title, Rules.ValueOutOfRange.Message, Category, Error, true, InPackage("SPARSE0006"), PageOf("SPARSE0006")),
        new("SPARSE0007", Rules.PatternWithoutValues.Title, Rules.PatternWithoutValues.Message, Category, Error, true, InPackage("SPARSE0007"), PageOf("SPARSE0007")),
        new("SPARSE0008", Rules.TooLarge.Title, Rules.TooLarge.Message, Category, Error, true, InPackage("SPARSE0008"), PageOf("SPARSE0008")),
        new("SPARSE0009", Rules.TensorNotFound.Title, Rules.TensorNotFound.Message, Category, Error, true, InPackage("SPARSE0009"), PageOf("SPARSE0009")),
        new("SPARSE0010", Rules.WrongShape.Title, Rules.WrongShape.Message, Category, Error, true, InPackage("SPARSE0010"), PageOf("SPARSE0010")),
        new("SPARSE0011", Rules.ShapesDoNotChain.Title, Rules.ShapesDoNotChain.Message, Category, Error, true, InPackage("SPARSE0011"), PageOf("SPARSE0011")),
        new("SPARSE0012", Rules.NonFiniteWeight.Title, Rules.NonFiniteWeight.Message, Category, Error, true, InPackage("SPARSE0012"), PageOf("SPARSE0012")),
        new("SPARSE0013", Rules.NotPartial.Title, Rules.NotPartial.Message, Category, Error, true, InPackage("SPARSE0013"), PageOf("SPARSE0013")),
        new("SPARSE0014", Rules.DuplicateDefinition.Title, Rules.DuplicateDefinition.Message, Category, Error, true, InPackage("SPARSE0014"), PageOf("SPARSE0014")),
        new("SPARSE0015", Rules.UnknownOption.Title, Rules.UnknownOption.Message, Category, Error, true, InPackage("SPARSE0015"), PageOf("SPARSE0015")),
        new("SPARSE0016", Rules.NoLayers.Title, Rules.NoLayers.Message, Category, Error, true, InPackage("SPARSE0016"), PageOf("SPARSE0016")),
        new("SPARSE0017", Rules.WrongSignature.Title, Rules.WrongSignature.Message, Category, Error, true, InPackage("SPARSE0017"), PageOf("SPARSE0017")),
        new("SPARSE0018", Rules.UnsupportedType.Title, Rules.UnsupportedType.Message, Category, Error, true, InPackage("SPARSE0018"), PageOf("SPARSE0018")),
        new("SPARSE0019", Rules.TensorNotNamed.Title, Rules.TensorNotNamed.Message, Category, Error, true, InPackage("SPARSE0019"), PageOf("SPARSE0019")),
        new("SPARSE0020", Rules.OverUnrollingBudget.Title, Rules.OverUnrollingBudget.Message, Category, Info, true, InPackage("SPARSE0020"), PageOf("SPARSE0020")),
        new("SPARSE0021", Rules.TooDense.Title, Rules.TooDense.Message, Category, Warning, true, InPackage("SPARSE0021"), PageOf("SPARSE0021")),
        new("SPARSE0022", Rules.AllZero.Title, Rules.AllZero.Message, Category, Warning, true, InPackage("SPARSE0022"), PageOf("SPARSE0022")),
        new("SPARSE0023", Rules.UnsafeCodeRequired.Title, Rules.UnsafeCodeRequired.Message, Category, Error, true, InPackage("SPARSE0023"), PageOf("SPARSE0023")),
        new("SPARSE0024", Rules.CompilerFailure.Title, Rules.CompilerFailure.Message, Category, Error, true, InPackage("SPARSE0024"), PageOf("SPARSE0024")),
        new("SPARSE0025", Rules.InvalidName.Title, Rules.InvalidName.Message, Category, Error, true, InPackage("SPARSE0025"), PageOf("SPARSE0025")),
        new("SPARSE0026", Rules.PatternFound.Title, Rules.PatternFound.Message, Category, Info, true, InPackage("SPARSE0026"), PageOf("SPARSE0026")),
        new("SPARSE0027", Rules.PlanOutdated.Title, Rules.PlanOutdated.Message, Category, Warning, true, InPackage("SPARSE0027"), PageOf("SPARSE0027")),
        new("SPARSE0028", Rules.PlanUnusable.Title, Rules.PlanUnusable.Message, Category, Warning, true, InPackage("SPARSE0028"), PageOf("SPARSE0028")),
        new("SPARSE0029", Rules.UnknownSource.Title, Rules.UnknownSource.Message, Category, Error, true, InPackage("SPARSE0029"), PageOf("SPARSE0029")),
        new("SPARSE0030", Rules.OperandsDiffer.Title, Rules.OperandsDiffer.Message, Category, Error, true, InPackage("SPARSE0030"), PageOf("SPARSE0030")),
        new("SPARSE0031", Rules.UnusedLayer.Title, Rules.UnusedLayer.Message, Category, Warning, true, InPackage("SPARSE0031"), PageOf("SPARSE0031")),
        new("SPARSE0040", Rules.TypeReplaced.Title, Rules.TypeReplaced.Message, Category, Error, true, InPackage("SPARSE0040"), PageOf("SPARSE0040")),
        new("SPARSE0041", Rules.CompiledTwice.Title, Rules.CompiledTwice.Message, Category, Error, true, InPackage("SPARSE0041"), PageOf("SPARSE0041")),
        new("SPARSE0042", Rules.ScatteredLayers.Title, Rules.ScatteredLayers.Message, Category, Error, true, InPackage("SPARSE0042"), PageOf("SPARSE0042")),
        new("SPARSE0043", Rules.AmbiguousFile.Title, Rules.AmbiguousFile.Message, Category, Error, true, InPackage("SPARSE0043"), PageOf("SPARSE0043")),
        new("SPARSE0044", Rules.LanguageTooOld.Title, Rules.LanguageTooOld.Message, Category, Error, true, InPackage("SPARSE0044"), PageOf("SPARSE0044")),
        new("SPARSE0050", Rules.NotAWeightFile.Title, Rules.NotAWeightFile.Message, Category, Error, true, InPackage("SPARSE0050"), PageOf("SPARSE0050")),
        new("SPARSE0051", Rules.TensorsNotRead.Title, Rules.TensorsNotRead.Message, Category, Info, true, InPackage("SPARSE0051"), PageOf("SPARSE0051")),
        new("SPARSE0052", Rules.PartNotRead.Title, Rules.PartNotRead.Message, Category, Warning, true, InPackage("SPARSE0052"), PageOf("SPARSE0052")),
        new("SPARSE0053", Rules.EncodingNotRead.Title, Rules.EncodingNotRead.Message, Category, Error, true, InPackage("SPARSE0053"), PageOf("SPARSE0053")),
        new("SPARSE0054", Rules.NoZeros.Title, Rules.NoZeros.Message, Category, Info, true, InPackage("SPARSE0054"), PageOf("SPARSE0054")),
        new("SPARSE0055", Rules.NearZeros.Title, Rules.NearZeros.Message, Category, Info, true, InPackage("SPARSE0055"), PageOf("SPARSE0055")),
        new("SPARSE0056", Rules.TensorInTwoFiles.Title, Rules.TensorInTwoFiles.Message, Category, Error, true, InPackage("SPARSE0056"), PageOf("SPARSE0056")),
        new("SPARSE0057", Rules.OrderAmbiguous.Title, Rules.OrderAmbiguous.Message, Category, Warning, true, InPackage("SPARSE0057"), PageOf("SPARSE0057")),
        new("SPARSE0058", Rules.TraceUnusable.Title, Rules.TraceUnusable.Message, Category, Warning, true, InPackage("SPARSE0058"), PageOf("SPARSE0058")),
        new("SPARSE0060", Rules.UnknownTarget.Title, Rules.UnknownTarget.Message, Category, Error, true, InPackage("SPARSE0060"), PageOf("SPARSE0060")),
        new("SPARSE0061", Rules.TargetMalformed.Title, Rules.TargetMalformed.Message, Category, Error, true, InPackage("SPARSE0061"), PageOf("SPARSE0061")),
        new("SPARSE0062", Rules.TargetUnfit.Title, Rules.TargetUnfit.Message, Category, Warning, true, InPackage("SPARSE0062"), PageOf("SPARSE0062")),
        new("SPARSE0070", Rules.CalibrationMissing.Title, Rules.CalibrationMissing.Message, Category, Error, true, InPackage("SPARSE0070"), PageOf("SPARSE0070")),
        new("SPARSE0071", Rules.CalibrationUnusable.Title, Rules.CalibrationUnusable.Message, Category, Error, true, InPackage("SPARSE0071"), PageOf("SPARSE0071")),
        new("SPARSE0072", Rules.NotQuantizable.Title, Rules.NotQuantizable.Message, Category, Error, true, InPackage("SPARSE0072"), PageOf("SPARSE0072")),
        new("SPARSE0073", Rules.WeightsVanish.Title, Rules.WeightsVanish.Message, Category, Info, true, InPackage("SPARSE0073"), PageOf("SPARSE0073")),
        new("SPARSE0074", Rules.CalibrationUnused.Title, Rules.CalibrationUnused.Message, Category, Warning, true, InPackage("SPARSE0074"), PageOf("SPARSE0074")),
        new("SPARSE0075", Rules.DenseProduct.Title, Rules.DenseProduct.Message, Category, Info, true, InPackage("SPARSE0075"), PageOf("SPARSE0075")),
        new("SPARSE0076", Rules.WeightsRequantized.Title, Rules.WeightsRequantized.Message, Category, Info, true, InPackage("SPARSE0076"), PageOf("SPARSE0076")),
        new("SPARSE0080", Rules.ExternalDataNotFound.Title, Rules.ExternalDataNotFound.Message, Category, Error, true, InPackage("SPARSE0080"), PageOf("SPARSE0080")),
        new("SPARSE0081", Rules.OnnxNode.Title, Rules.OnnxNode.Message, Category, Error, true, InPackage("SPARSE0081"), PageOf("SPARSE0081")),
        new("SPARSE0082", Rules.OnnxModel.Title, Rules.OnnxModel.Message, Category, Error, true, InPackage("SPARSE0082"), PageOf("SPARSE0082")),
        new("SPARSE0083", Rules.OnnxInput.Title, Rules.OnnxInput.Message, Category, Error, true, InPackage("SPARSE0083"), PageOf("SPARSE0083")),
        new("SPARSE0095", Rules.NotTrainable.Title, Rules.NotTrainable.Message, Category, Error, true, InPackage("SPARSE0095"), PageOf("SPARSE0095")),
    ];
}
