using System.Globalization;
using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Diagnostics;

/// <summary>One thing to tell the user, at the attribute that asked for it.</summary>
/// <param name="Rule">Which diagnostic.</param>
/// <param name="Location">Where; null when there is no source to point at.</param>
/// <param name="Arguments">What fills the message's places.</param>
public sealed record CompilerDiagnostic(Rule Rule, AttributePlace? Location, EquatableArray<string> Arguments)
{
    /// <summary>Characters of an argument at most: a console shows a message up to its first line end, and editors show a few lines.</summary>
    private const int LongestArgument = 2000;

    /// <summary>Makes a diagnostic. Arguments may be words of files: they are put on one line and cut when long.</summary>
    public static CompilerDiagnostic Create(Rule rule, AttributePlace? location, params string[] arguments) =>
        new(rule, location, new EquatableArray<string>([.. arguments.Select(argument => MessageText.Escape(argument, LongestArgument))]));

    /// <summary>The message as the user reads it.</summary>
    public string Message => string.Format(CultureInfo.InvariantCulture, Rule.Message, [.. Arguments]);
}
