using System.Globalization;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>Reads k-winners: how many values win, and what their rank is multiplied by.</summary>
/// <param name="declaration">The attribute.</param>
/// <param name="source">The weights.</param>
/// <param name="diagnostics">Takes what is wrong.</param>
internal sealed class KWinnersReader(KWinnersDeclaration declaration, TensorSource source, ICollection<CompilerDiagnostic> diagnostics)
{
    /// <summary>The operator; null, with a diagnostic, where it does not fit.</summary>
    /// <param name="shape">Shape of what it reads; null where that is not known.</param>
    public KWinners? Read(Shape? shape)
    {
        if (shape is not { } input)
        {
            Report("[KWinners]", "an input of unknown length", "[Input(...)] to say how many values the model's input has");
            return null;
        }

        ImageShape? image = input.Extents.Count > 1 ? ImageShape.Of(input) : null;
        if (declaration.IsPerPixel && image is null)
        {
            Report("PerPixel", $"an input of shape {input}", "an image, of shape channels x height x width or channels x length");
            return null;
        }

        int competing = declaration.IsPerPixel ? image!.Value.Channels : input.Length;
        int count = declaration.Count > 0 ? declaration.Count : (int)Math.Round(declaration.Share * competing, MidpointRounding.ToEven);
        if (count < 1 || count > competing)
        {
            string found = declaration.Count > 0 ? Text(declaration.Count) : $"{declaration.Share.ToString(CultureInfo.InvariantCulture)}, which is {Text(count)} of {Text(competing)} values";
            Report(declaration.Count > 0 ? "Count" : "Share", found, $"1 to {Text(competing)} winners");
            return null;
        }

        return Factors(image?.Channels ?? input.Length, (double)count / competing) is { } factors
            ? new KWinners(count, input.Length, image, declaration.IsPerPixel, factors.ToEquatableArray())
            : null;
    }

    private void Report(string option, string found, string expected) =>
        diagnostics.Add(CompilerDiagnostic.Create(Rules.UnknownOption, declaration.Location, option, found, expected));

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private float[]? Factors(int length, double density)
    {
        if (declaration.Boost == 0)
        {
            return [];
        }

        string name = declaration.DutyCycle ?? declaration.Name + ".duty_cycle";
        if (source.Catalog.Resolve(name) is not { } stored)
        {
            source.ReportMissing(name, new NameSuggestions(source).ForVector(declaration.Name, name, "duty_cycle"), declaration.Location);
            return null;
        }

        float[]? cycles = source.ReadVector(stored, length, declaration.Location);
        float[]? factors = cycles is null ? null : [.. cycles.Select(cycle => (float)Math.Exp(declaration.Boost * (density - cycle)))];
        if (factors?.Any(factor => float.IsInfinity(factor) || factor == 0) == true)
        {
            Report("Boost", declaration.Boost.ToString(CultureInfo.InvariantCulture), $"a strength with which the duty cycles of '{name}' give finite factors above 0");
            return null;
        }

        return factors;
    }
}
