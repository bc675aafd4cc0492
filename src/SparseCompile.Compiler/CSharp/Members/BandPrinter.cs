using SparseCompile.Compiler.Scheduling.Schedules;
using SparseCompile.Compiler.Scheduling.Schedules.Bands;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Members;

/// <summary>Prints steps that take turns, a band of rows at a time.</summary>
internal static class BandPrinter
{
    /// <summary>What the code calls the memory of a window; the name of the storage is where the whole would begin.</summary>
    public static string WindowOf(Storage storage) => storage.Name + "Window";

    /// <summary>Prints a group of steps.</summary>
    public static void Print(SourceWriter writer, GenerationContext context, RowBands group)
    {
        int loops = group.Ends[0].Length;
        (string ends, string slides) = (Name("ends", group), Name("slides", group));
        writer.Line($"// {group.Steps.Count} steps take turns in {group.Count} bands of rows: what they hand on stays in a cache.");
        writer.Line($"{ReadOnlySpan}<int> {ends} = new int[] {{ {List(group.Ends.SelectMany(band => band))} }};");
        writer.Line($"{ReadOnlySpan}<int> {slides} = new int[] {{ {List(Enumerable.Range(0, group.Count).SelectMany(band => group.Sliding.SelectMany(Slides(band))))} }};");
        Dictionary<BandedStep, string[]> tables = group.Steps.Where(step => step.Step is KernelStep)
            .ToDictionary(step => step, step => ImagePrinter.PrintTables(writer, (KernelStep)step.Step, context.IdentifierOf(((KernelStep)step.Step).Node)));
        using (writer.Open($"for (int band = 0; band < {group.Count}; band++)"))
        {
            for (int i = 0; i < group.Sliding.Count; i++)
            {
                Storage storage = group.Sliding[i].Storage;
                writer.Line($"float* {storage.Name} = {RowWindow}.Slide({WindowOf(storage)}, {slides}, {At("band", group.Sliding.Count, i)});");
            }

            int loop = 0;
            foreach (BandedStep step in group.Steps)
            {
                (string, string[]) names = tables.TryGetValue(step, out string[]? own) ? (context.IdentifierOf(((KernelStep)step.Step).Node), own) : ("", []);
                int first = loop;
                CodeRange Part(int i) => new($"{ends}[{At("band", loops, first + i)}]", $"{ends}[{At("band", loops, first + i + loops)}]");
                PrintStep(writer, step, names, [.. Enumerable.Range(0, step.Loops).Select(Part)]);
                loop += step.Loops;
            }
        }
    }

    private static void PrintStep(SourceWriter writer, BandedStep banded, (string Layer, string[] Tables) names, CodeRange[] parts)
    {
        switch (banded.Step)
        {
            case KernelStep step:
                for (int i = 0; i < step.Programs.Count; i++)
                {
                    ImagePrinter.PrintWalk(writer, step.Programs[i], (step.Inputs[0].Name, step.Output.Name), (names.Layer, names.Tables[i]), parts[i]);
                }

                break;
            case ImageStep step:
                ImagePrinter.Print(writer, step, parts[0]);
                break;
            case PoolStep step:
                ImagePrinter.Print(writer, step, parts[0]);
                break;
            default:
                throw new InvalidOperationException($"No code for a band of {banded.Step.GetType().Name}.");
        }
    }

    private static Func<SlidingStorage, IEnumerable<int>> Slides(int band) => window => [window.Slides[band].From, window.Slides[band].Count, window.Slides[band].Base];

    private static string Name(string word, RowBands group) => FormattableString.Invariant($"{word}{group.FirstStep}");

    private static string At(string variable, int step, int first) => FormattableString.Invariant($"({variable} * {step}) + {first}");

    private static string List(IEnumerable<int> values) => string.Join(", ", values.Select(value => FormattableString.Invariant($"{value}")));
}
