namespace SparseCompile.Cli.Inspection.Terminal;

/// <summary>Bars and shades out of block characters.</summary>
internal static class Bars
{
    private const string Eighths = " ▏▎▍▌▋▊▉█";
    private const string Shades = " ░▒▓█";

    /// <summary>A bar of a share of a width, padded to the width.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="width">Characters.</param>
    public static string Bar(double share, int width)
    {
        int eighths = (int)Math.Round(Math.Clamp(share, 0, 1) * width * 8);
        eighths = share > 0 ? Math.Max(1, eighths) : 0;
        string bar = new string('█', eighths / 8) + (eighths % 8 > 0 ? Eighths[eighths % 8] : "");
        return bar.PadRight(width);
    }

    /// <summary>A shade for a share: blank for none at all, and for nothing else.</summary>
    public static char Shade(double share) => share <= 0 ? ' ' : Shades[Math.Clamp((int)Math.Ceiling(share * 4), 1, 4)];
}
