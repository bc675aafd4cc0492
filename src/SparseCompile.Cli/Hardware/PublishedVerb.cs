using System.CommandLine;
using System.Text.Json;
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
        All rows are made with one set of parameters, multipliers of the ZU3EG apart. What they assume, and what would have to be true where the published
        figures do not follow, is listed on the error stream.

        Examples:
          sparsec hw published
          sparsec hw published 2> assumptions.txt | column -t -s "$(printf '\t')"
          sparsec hw published --json

        Exit codes: 0 for success, 1 for invalid input.
        """;

    private static readonly Option<bool> s_json = new("--json") { Description = "Print rows, assumptions and conditions as JSON." };

    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("published", Description);
        command.Options.Add(s_json);
        command.SetAction(result => Print(result.GetValue(s_json)));
        return command;
    }

    private static int Print(bool isJson)
    {
        IReadOnlyList<PublishedRow> rows = Screen.WithProgress("published network", _ => PublishedTable.Rows());
        if (isJson)
        {
            var document = new
            {
                rows = rows.Select(row => new { board = row.Board, variant = row.Variant, copies = row.Copies, published = row.Published, modeled = row.Modelled, difference_per_cent = row.Difference }),
                assumptions = PublishedNotes.Assumptions(),
                conditions = PublishedNotes.Conditions(),
            };
            Console.Out.WriteLine(JsonSerializer.Serialize(document, s_options));
            return 0;
        }

        foreach (PublishedRow row in rows)
        {
            Console.Out.WriteLine(row.Line());
        }

        Console.Out.Flush();
        List("Assumed:", PublishedNotes.Assumptions());
        List("What does not follow from public facts, and what would have to be true:", PublishedNotes.Conditions());
        return 0;
    }

    private static void List(string title, IEnumerable<string> lines)
    {
        Console.Error.WriteLine(title);
        foreach (string line in lines)
        {
            Console.Error.WriteLine("  " + line);
        }
    }
}
