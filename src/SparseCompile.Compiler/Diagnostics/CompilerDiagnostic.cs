using System.Globalization;
using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Diagnostics;

/// <summary>One thing to tell the user, at the attribute that asked for it.</summary>
/// <param name="Rule">Which diagnostic.</param>
/// <param name="Location">Where; null when there is no source to point at.</param>
/// <param name="Arguments">What fills the message's places.</param>
public sealed record CompilerDiagnostic(Rule Rule, AttributePlace? Location, EquatableArray<string> Arguments)
{
    /// <summary>Makes a diagnostic.</summary>
    public static CompilerDiagnostic Create(Rule rule, AttributePlace? location, params string[] arguments) =>
        new(rule, location, new EquatableArray<string>(arguments));

    /// <summary>The message as the user reads it.</summary>
    public string Message => string.Format(CultureInfo.InvariantCulture, Rule.Message, [.. Arguments]);
}
