using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SparseCompile.Testing;

/// <summary>The list of weight files that the package's build files write.</summary>
/// <param name="files">SparseWeights items, and tuning records.</param>
internal sealed class WeightList(IEnumerable<WeightInput> files) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(
        "Weight files\n" + string.Concat(files.Where(static file => file.LogicalName is not null).Select(static file => $"-\t{file.LogicalName}\t{file.Path}\n")), Encoding.UTF8);

    /// <inheritdoc/>
    public override string Path => "obj/SparseCompile.weights";

    /// <inheritdoc/>
    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
