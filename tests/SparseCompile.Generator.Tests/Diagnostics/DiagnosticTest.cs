using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using SparseCompile.Generator.Tests.Snapshots;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>Runs the generator on something wrong and compares what it says: id, severity, place, message.</summary>
public abstract class DiagnosticTest : GeneratorTest
{
    /// <summary>A model of <c>weights/two.npz</c>.</summary>
    protected const string TwoLayerModel =
        """
        using SparseCompile;
        [SparseModel("weights/two.npz")]
        [Input(3)]
        [Linear("fc1", Activation = Activation.Relu)]
        [Linear("fc2")]
        public static partial class Two;
        """;

    /// <summary>One diagnostic with this id, nothing else wrong in the build, and the snapshot's words.</summary>
    protected static void MatchOne(
        string id, string source, IReadOnlyList<WeightInput> files, bool usesModel = true, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        GeneratorRun run = GeneratorRun.Of(source, files);

        run.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe(id);
        if (usesModel)
        {
            // The members are there all the same: no second error for every use of them.
            run.Output.GetDiagnostics().Where(problem => problem.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        }

        Snapshot.MatchText(Describe(run), file, method);
    }

    /// <summary>All diagnostics, a line each.</summary>
    protected static string Describe(GeneratorRun run) => string.Join("\n", run.Diagnostics.Select(Describe));

    /// <summary>A diagnostic, with the text it points at.</summary>
    protected static string Describe(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        string place = diagnostic.Location == Location.None ? "nowhere" : string.Create(CultureInfo.InvariantCulture, $"{span.Path}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1})-({span.EndLinePosition.Line + 1},{span.EndLinePosition.Character + 1})");
        return $"{diagnostic.Id} {diagnostic.Severity} at {place}\n{diagnostic.GetMessage(CultureInfo.InvariantCulture)}\nhelp: {diagnostic.Descriptor.HelpLinkUri}";
    }
}
