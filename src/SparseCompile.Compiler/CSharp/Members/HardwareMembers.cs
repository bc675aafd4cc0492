using SparseCompile.Compiler.CSharp.Files;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Members;

/// <summary>The descriptions of modelled accelerators.</summary>
internal static class HardwareMembers
{
    /// <summary>Writes the description of the first target, and of a model those of all by name.</summary>
    /// <param name="writer">Takes the members.</param>
    /// <param name="prefix">What the member's name begins with: a matrix's method.</param>
    /// <param name="isMatrix">It is a matrix, which has one description.</param>
    /// <param name="descriptions">The documents, at least one.</param>
    public static void Write(SourceWriter writer, string prefix, bool isMatrix, IReadOnlyList<NamedText> descriptions)
    {
        writer.Line("/// <summary>Gets a description of a modeled accelerator that runs this network, as UTF-8 JSON. The format is documented in docs/hardware.md.</summary>");
        writer.Line(FileFrame.GeneratedCode);
        writer.Line($"public static {ReadOnlySpan}<byte> {prefix}HardwareDescription => \"\"\"");
        writer.Raw(descriptions[0].Text.TrimEnd('\n'));
        writer.Raw("\"\"\"u8;");
        writer.Line();
        if (isMatrix)
        {
            return;
        }

        string names = string.Join(", ", descriptions.Select(description => Literals.String(description.Name)));
        writer.Line("/// <summary>Gets the descriptions of all hardware targets of this model, by name.</summary>");
        writer.Line(FileFrame.GeneratedCode);
        writer.Line($"public static {HardwareDescriptionSet} HardwareDescriptions => new {HardwareDescriptionSet}(new string[] {{ {names} }}, static target => target switch");
        writer.Line("{");
        writer.Line($"    {Literals.String(descriptions[0].Name)} => HardwareDescription,");
        foreach (NamedText description in descriptions.Skip(1))
        {
            writer.Line($"    {Literals.String(description.Name)} => \"\"\"");
            writer.Raw(description.Text.TrimEnd('\n'));
            writer.Raw("\"\"\"u8,");
        }

        writer.Line("    _ => default,");
        writer.Line("});");
        writer.Line();
    }
}
