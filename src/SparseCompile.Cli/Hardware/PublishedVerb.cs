using System.CommandLine;
using SparseCompile.Cli.Common;
using SparseCompile.Compiler.Hardware.Published;

namespace SparseCompile.Cli.Hardware;

/// <summary>The verb <c>published</c>: the published throughput of the keyword network beside the modelled one.</summary>
internal static class PublishedVerb
{
    private const string Description =
        """
        Prints the published throughput of the keyword network on FPGA boards beside the modeled one, in words per second.
        A line a row, fields separated by tabs: board, variant, copies, published, modeled, per cent difference.
        Ratios of rows follow. '-' means that nothing is published; 0 copies that the network does not fit.
        All rows are made with one set of parameters. What they assume is listed on the error stream.

        Examples:
          sparsec hw published
          sparsec hw published --json | jq '.rows[] | select(.published)'

        Exit codes: 0 for success, 1 for invalid input.
        """;

    private static readonly Option<bool> s_json = new("--json") { Description = "Print the rows and what is assumed as JSON." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("published", Description);
        command.Options.Add(s_json);
        command.SetAction(result => Verb.Run(result, console => Print(console, result.GetValue(s_json))));
        return command;
    }

    private static int Print(ToolConsole console, bool isJson)
    {
        IReadOnlyList<PublishedRow> rows = console.Progress("Estimating", _ => PublishedTable.Rows());
        if (isJson)
        {
            JsonText.Write(console.Out, new
            {
                rows = rows.Select(row => new { row.Board, row.Variant, row.Copies, row.Published, modeled = row.Modelled, differencePercent = row.Difference }),
                assumptions = PublishedTable.Assumptions(),
            });
            return Verb.Success;
        }

        foreach (PublishedRow row in rows)
        {
            console.Out.WriteLine(row.Line());
        }

        console.Out.Flush();
        console.Error.WriteLine("Assumed:");
        foreach (string assumption in PublishedTable.Assumptions())
        {
            console.Error.WriteLine("  " + assumption);
        }

        return Verb.Success;
    }
}
