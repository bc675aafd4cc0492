using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using SparseCompile.Compiler;

namespace SparseCompile.Generator.Tests.Assemblies;

/// <summary>Neither assembly calls what gives another result in another culture.</summary>
/// <remarks>
/// Turkish letters and Thai digits cannot be had in these tests: they run with InvariantGlobalization, so that no machine needs ICU. But the calls that would
/// meet them can be looked for.
/// </remarks>
public sealed class CultureTests
{
    private static readonly string[] Numbers = ["Byte", "Int16", "Int32", "Int64", "UInt32", "UInt64", "Single", "Double", "Decimal"];

    [Theory]
    [InlineData(typeof(ModelCompiler))]
    [InlineData(typeof(SparseCompileGenerator))]
    public void No_call_depends_on_the_culture(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        using PEReader file = new(File.OpenRead(type.Assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();

        string[] calls = [.. metadata.MemberReferences.Select(handle => Describe(metadata, metadata.GetMemberReference(handle))).OfType<string>()];

        calls.ShouldContain("String.Concat/2");
        calls.Where(DependsOnCulture).ShouldBeEmpty();
    }

    // StartsWith and the like of one parameter: on netstandard2.0 that is a string, compared as the culture does. IndexOf may take a character.
    private static bool DependsOnCulture(string call) =>
        call is "String.ToLower/0" or "String.ToUpper/0" or "String.StartsWith/1" or "String.EndsWith/1" or "String.Compare/2" or "String.Compare/3" or "String.CompareTo/1"
            or "Char.ToLower/1" or "Char.ToUpper/1" or "StringComparer.get_CurrentCulture/0" or "CultureInfo.get_CurrentCulture/0"
        || Numbers.Any(number => call.StartsWith(number + ".", StringComparison.Ordinal)
            && call[(number.Length + 1)..] is "ToString/0" or "Parse/1" or "TryParse/2");

    private static string? Describe(MetadataReader metadata, MemberReference member)
    {
        if (member.Parent.Kind != HandleKind.TypeReference || member.GetKind() != MemberReferenceKind.Method)
        {
            return null;
        }

        BlobReader signature = metadata.GetBlobReader(member.Signature);
        if (signature.ReadSignatureHeader().IsGeneric)
        {
            signature.ReadCompressedInteger();
        }

        TypeReference parent = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
        return $"{metadata.GetString(parent.Name)}.{metadata.GetString(member.Name)}/{signature.ReadCompressedInteger()}";
    }
}
