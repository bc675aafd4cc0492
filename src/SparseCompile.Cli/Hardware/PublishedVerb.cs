using System.CommandLine;
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
        """;

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("published", Description);
        command.SetAction(_ => Print());
        return command;
    }

    private static int Print()
    {
        foreach (PublishedRow row in PublishedTable.Rows())
        {
            Console.Out.WriteLine(row.Line());
        }

        Console.Out.Flush();
        Console.Error.WriteLine("Assumed:");
        foreach (string assumption in PublishedTable.Assumptions())
        {
            Console.Error.WriteLine("  " + assumption);
        }

        return 0;
    }
}
