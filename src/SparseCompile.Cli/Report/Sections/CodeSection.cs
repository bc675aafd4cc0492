using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseCompile.Cli.Inspection.Schedules;
using SparseCompile.Cli.Report.Data;
using SparseCompile.Compiler.CSharp.Kernels;

namespace SparseCompile.Cli.Report.Sections;

/// <summary>Generated code, highlighted, its statements marked with their numbers.</summary>
internal static partial class CodeSection
{
    /// <summary>Lines of a kernel that are shown.</summary>
    private const int MostLines = 1_500;

    /// <summary>Writes the kernels of a layer.</summary>
    public static void Write(Html page, LayerSchedule schedule, string id)
    {
        int[] firsts = LayerData.FirstStatements(schedule);
        for (int i = 0; i < schedule.Listings.Count; i++)
        {
            WriteKernel(page, schedule.Listings[i], firsts[i], $"{id}-code{i}");
        }
    }

    private static void WriteKernel(Html page, KernelListing listing, int firstStatement, string id)
    {
        string[] lines = Highlight(listing.Text);
        int?[] statements = new int?[lines.Length];
        for (int i = 0; i < listing.Statements.Count; i++)
        {
            foreach ((int first, int end) in listing.Statements[i])
            {
                for (int line = first; line < Math.Min(end, lines.Length); line++)
                {
                    statements[line] = firstStatement + i;
                }
            }
        }

        page.Add($"<figure class=\"code\"><figcaption id=\"{id}\"><span><code>{listing.Program.Name}</code>: {listing.Program.Summary}</span><button type=\"button\" aria-pressed=\"false\">full names</button></figcaption>");
        page.Add($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{id}\"><pre><code>");
        int? before = null;
        for (int i = 0; i < Math.Min(lines.Length, MostLines); i++)
        {
            // One stop of the keyboard a statement.
            string focus = statements[i] is { } statement ? $" data-s=\"{statement}\"{(before == statement ? "" : " tabindex=\"0\"")}" : "";
            page.Raw($"<span class=\"line\"{focus}>{lines[i]}\n</span>");
            before = statements[i];
        }

        page.Raw("</code></pre></div>");
        if (lines.Length > MostLines)
        {
            page.Add($"<p class=\"note\">The first {Common.Figures.Count(MostLines)} of {Common.Figures.Count(lines.Length)} lines.</p>");
        }

        page.Raw("</figure>");
    }

    /// <summary>The lines of a text of C#, with its tokens marked.</summary>
    private static string[] Highlight(string text)
    {
        StringBuilder marked = new();
        bool[] isNamespace = new bool[text.Length + 1];
        foreach (Match match in Namespaces().Matches(text))
        {
            Array.Fill(isNamespace, true, match.Index, match.Length);
        }

        int done = 0;
        foreach (SyntaxToken token in SyntaxFactory.ParseTokens(text, options: new CSharpParseOptions(documentationMode: DocumentationMode.None)))
        {
            foreach (SyntaxTrivia trivia in token.LeadingTrivia.Concat(token.TrailingTrivia).Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)).Where(trivia => trivia.SpanStart < token.SpanStart))
            {
                Append(marked, text, ref done, trivia.Span.Start, trivia.Span.End, "c");
            }

            Append(marked, text, ref done, token.Span.Start, token.Span.End, isNamespace[token.Span.Start] ? "q" : Class(token));
            foreach (SyntaxTrivia trivia in token.TrailingTrivia.Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)))
            {
                Append(marked, text, ref done, trivia.Span.Start, trivia.Span.End, "c");
            }
        }

        marked.Append(Html.Escape(text[done..]));
        return marked.ToString().TrimEnd('\n').Split('\n');
    }

    private static void Append(StringBuilder marked, string text, ref int done, int start, int end, string name)
    {
        if (start < done || end <= start)
        {
            return;
        }

        marked.Append(Html.Escape(text[done..start]));
        string token = Html.Escape(text[start..end]);
        marked.Append(name.Length == 0 ? token : $"<b class=\"{name}\">{token}</b>");
        done = end;
    }

    /// <summary>What leads to a type: every name of generated code is qualified.</summary>
    [GeneratedRegex(@"global::(System\.(Runtime\.(Intrinsics\.(X86\.|Arm\.)?|CompilerServices\.))?|SparseCompile\.(Runtime\.)?)")]
    private static partial Regex Namespaces();

    private static string Class(SyntaxToken token) =>
        token.IsKeyword() ? "k"
        : token.IsKind(SyntaxKind.NumericLiteralToken) ? "n"
        : token.IsKind(SyntaxKind.StringLiteralToken) ? "s"
        : token.IsKind(SyntaxKind.IdentifierToken) && char.IsUpper(token.ValueText, 0) ? "t" : "";
}
