using SparseCompile.Compiler.Lanes;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Tables;

/// <summary>Where a layer keeps the tables of its kernels: a field and an accessor for each recipe.</summary>
internal static class TableFields
{
    /// <summary>Writes them.</summary>
    public static void Write(SourceWriter writer, IEnumerable<LaneProgram> programs)
    {
        foreach (LaneProgram program in programs.Where(program => program.Recipe is not null).GroupBy(NameOf).Select(alike => alike.First()))
        {
            string name = NameOf(program);
            string field = "t_" + char.ToLowerInvariant(name[0]) + name.Substring(1);
            writer.Line($"private static {StepTable}? {field};").Line();
            writer.Line($"/// <summary>Tables of {program.Name}, laid out when first used.</summary>");
            writer.Line($"internal static {StepTable} {name} => {field} ?? Tables.Lay(ref {field}, {RecipeLiteral.Of(program.Recipe!)});").Line();
        }
    }

    /// <summary>The accessor of a program's tables: programs of several parts share one, and batches of one width.</summary>
    public static string NameOf(LaneProgram program)
    {
        string name = program.Vectors > 0 ? program.Name.Substring(0, program.Name.IndexOf('x')) : program.Name;
        int part = name.IndexOf("Part", StringComparison.Ordinal);
        return (part < 0 ? name : name.Substring(0, part)) + "Tables";
    }
}
