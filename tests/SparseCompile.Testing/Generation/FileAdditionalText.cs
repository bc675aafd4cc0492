using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SparseCompile.Testing;

/// <summary>An additional file as the compiler sees it; asking a binary one for text is the error that it is in real builds.</summary>
internal sealed class FileAdditionalText(string path) : AdditionalText
{
    /// <inheritdoc/>
    public override string Path => path;

    /// <inheritdoc/>
    public override SourceText? GetText(CancellationToken cancellationToken = default) =>
        path.EndsWith(".sparsetarget.json", StringComparison.Ordinal) ? SourceText.From(File.ReadAllText(path)) : throw new InvalidOperationException($"The text of {path} was asked for: CS2015 in a real build.");
}
