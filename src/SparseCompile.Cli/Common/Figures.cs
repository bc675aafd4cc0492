using System.Globalization;

namespace SparseCompile.Cli.Common;

/// <summary>Figures as people read them, the same in every culture.</summary>
internal static class Figures
{
    private static readonly CultureInfo s_culture = CultureInfo.InvariantCulture;

    /// <summary>A count: <c>12,345</c>.</summary>
    public static string Count(long value) => value.ToString("#,0", s_culture);

    /// <summary>A share as percent, with as many digits as say something: <c>6.3 %</c>, <c>0.04 %</c>.</summary>
    public static string Percent(double share) =>
        (share * 100).ToString(share is 0 or >= 0.9995 ? "0" : share >= 0.1 ? "0" : share >= 0.01 ? "0.0" : "0.00", s_culture) + " %";

    /// <summary>A time given in nanoseconds, in the unit that suits it.</summary>
    public static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1_000 => nanoseconds.ToString(nanoseconds < 100 ? "0.0" : "0", s_culture) + " ns",
        < 1_000_000 => Digits(nanoseconds / 1e3) + " us",
        < 1_000_000_000 => Digits(nanoseconds / 1e6) + " ms",
        _ => Digits(nanoseconds / 1e9) + " s",
    };

    /// <summary>Bytes, in the unit that suits them.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => Count(bytes) + " B",
        < 1024 * 1024 => Digits(bytes / 1024.0) + " KB",
        _ => Digits(bytes / 1024.0 / 1024.0) + " MB",
    };

    /// <summary>A ratio: <c>6.5x</c>.</summary>
    public static string Ratio(double ratio) => Digits(ratio) + "x";

    /// <summary>A number of at most three digits that count.</summary>
    public static string Number(double value) => Math.Abs(value) is > 0 and < 0.001 or >= 100_000 ? value.ToString("0.00e+0", s_culture) : value.ToString("0.###", s_culture);

    private static string Digits(double value) => value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", s_culture);
}
