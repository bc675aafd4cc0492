using System.Globalization;
using SparseCompile.Conformance.Running;

namespace SparseCompile.Conformance;

/// <summary>The command line.</summary>
/// <param name="Folders">Folders with cases.</param>
/// <param name="Tolerance">How far outputs may be from the references.</param>
/// <param name="IsJson">The results are printed as JSON.</param>
public sealed record Options(IReadOnlyList<string> Folders, Tolerance Tolerance, bool IsJson)
{
    private const string Usage = "Usage: SparseCompile.Conformance FOLDER... [--rtol NUMBER] [--atol NUMBER] [--json]";

    /// <summary>Reads the arguments; where they are wrong, says what was expected.</summary>
    public static bool TryParse(string[] args, out Options? options, out string? error)
    {
        ArgumentNullException.ThrowIfNull(args);
        List<string> folders = [];
        Tolerance tolerance = Tolerance.Default;
        bool isJson = false;
        (options, error) = (null, null);
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--json":
                    isJson = true;
                    break;
                case "--rtol" or "--atol":
                    if (i + 1 == args.Length || !double.TryParse(args[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !(number >= 0))
                    {
                        error = $"{args[i]} expects a number of 0 or more. {Usage}";
                        return false;
                    }

                    tolerance = args[i++] == "--rtol" ? tolerance with { Relative = number } : tolerance with { Absolute = number };
                    break;
                default:
                    if (!Directory.Exists(args[i]))
                    {
                        error = $"'{args[i]}' is not a folder. {Usage}";
                        return false;
                    }

                    folders.Add(args[i]);
                    break;
            }
        }

        if (folders.Count == 0)
        {
            error = Usage;
            return false;
        }

        options = new Options(folders, tolerance, isJson);
        return true;
    }
}
