using SparseCompile.Compiler.CSharp.Kernels;
using SparseCompile.Compiler.CSharp.Tables;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Kernels.Convolution;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Scheduling.Schedules;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Members;

/// <summary>Prints the steps over images: copies, pools, and kernels that run for several pixels at a time.</summary>
internal static class ImagePrinter
{
    /// <summary>Prints a copy.</summary>
    /// <param name="writer">Takes the code.</param>
    /// <param name="step">The copy.</param>
    /// <param name="part">The part that is copied, rows or pixels; null for all.</param>
    public static void Print(SourceWriter writer, ImageStep step, CodeRange? part = null)
    {
        (string from, string to, ImageShape image) = (step.From.Name, step.To.Name, step.Image);
        string isFirst = step.IsChannelsFirst ? "true" : "false";
        writer.Line(step.Kind switch
        {
            ImageCopyKind.Pad => $"{ImageCopy}.Pad({from}, {to}, {RecipeLiteral.Of(step.Layout!.Pixels!.Value)}, {isFirst}{Arguments(part)});",
            ImageCopyKind.ToPixels when part is not null => $"{ImageCopy}.SomeToPixels({from}, {to}, {image.Channels}, {step.PlaneFloats}{Arguments(part)});",
            ImageCopyKind.ToChannels when part is not null => $"{ImageCopy}.SomeToChannels({from}, {to}, {image.Channels}, {image.Pixels}{Arguments(part)});",
            ImageCopyKind.Shift => $"{PlaneCopy}.Shift({from}, {to}, {RecipeLiteral.Of(step.Layout!.Planes!.Value)}, {isFirst});",
            ImageCopyKind.ToPixels => $"{ImageCopy}.ToPixels({from}, {to}, {image.Channels}, {image.Pixels}, {step.PlaneFloats});",
            ImageCopyKind.ToChannels => $"{ImageCopy}.ToChannels({from}, {to}, {image.Channels}, {image.Pixels});",
            ImageCopyKind.Join => $"{ImageCopy}.Join({from}, {to}, {image.Channels}, {image.Pixels}, {step.PlaneFloats});",
            _ => throw new InvalidOperationException($"No code for {step.Kind}."),
        });
    }

    /// <summary>Prints a pool.</summary>
    /// <param name="writer">Takes the code.</param>
    /// <param name="step">The pool.</param>
    /// <param name="rows">The rows that are computed; null for all.</param>
    public static void Print(SourceWriter writer, PoolStep step, CodeRange? rows = null)
    {
        Pool pool = step.Pool;
        string window = $"new {PoolWindow}({pool.Input.Channels}, {Axis(pool.Input.Height, pool.Output.Height, pool.Window.Y)}, {Axis(pool.Input.Width, pool.Output.Width, pool.Window.X)})";
        string counts = pool.Kind == PoolKind.Max ? "" : pool.CountsPadding ? ", true" : ", false";
        writer.Line($"{ImagePool}.{pool.Kind}({step.From.Name}, {step.To.Name}, {window}{counts}{Arguments(rows)});");
    }

    /// <summary>Prints locals for the tables of programs that run for each tile of an image, and returns what the names of each program's tables follow.</summary>
    /// <remarks>A property that lays tables out at its first use took 8 % of a detector's time where each call evaluated it for every table.</remarks>
    public static string[] PrintTables(SourceWriter writer, KernelStep step, string identifier)
    {
        Dictionary<string, string> locals = [];
        foreach (LaneProgram program in step.Programs.Where(program => program.Literals is null))
        {
            string field = TableFields.NameOf(program);
            if (!locals.ContainsKey(field))
            {
                locals[field] = step.Output.Name + field;
                writer.Line($"{StepTable} {locals[field]} = {identifier}.{field};");
            }
        }

        return [.. step.Programs.Select(program => program.Literals is null ? locals[TableFields.NameOf(program)] + "." : StepPrinter.TableOf(identifier, program))];
    }

    /// <summary>Prints the runs of a program over the pixels of an image.</summary>
    /// <param name="writer">Takes the code.</param>
    /// <param name="program">The program.</param>
    /// <param name="memory">What it reads and writes.</param>
    /// <param name="names">What the code calls the layer, and what the names of the program's tables follow.</param>
    /// <param name="part">The rows that it runs for, or the tiles where there is one row; null for all.</param>
    public static void PrintWalk(SourceWriter writer, LaneProgram program, (string Input, string Output) memory, (string Layer, string Tables) names, CodeRange? part = null)
    {
        PixelWalk walk = program.Walk!;
        string input = At(memory.Input, walk, axis => (axis.FirstInput, axis.Input));
        string output = At(memory.Output, walk, axis => (axis.FirstOutput, axis.Output));
        IEnumerable<string> calls = walk.Parts.Count == 0
            ? [KernelSignature.Call(program, [input], output, names.Tables)]
            : walk.Parts.Select(part => KernelSignature.Call(program, input, output, names.Tables, part));
        CodeRange? rows = walk.Y.Count > 1 ? part : null, tiles = walk.Y.Count > 1 ? null : part;
        foreach (string call in calls)
        {
            Loop(writer, "row", rows, walk.Y.Count, () => Loop(writer, "tile", tiles, walk.X.Count, () => writer.Line(names.Layer + "." + call)));
        }
    }

    private static void Loop(SourceWriter writer, string variable, CodeRange? part, int count, Action body)
    {
        if (count == 1 && part is null)
        {
            body();
            return;
        }

        CodeRange range = part ?? new CodeRange("0", Literals.Integer(count));
        using (writer.Open($"for (int {variable} = {range.First}; {variable} < {range.End}; {variable}++)"))
        {
            body();
        }
    }

    private static string Arguments(CodeRange? range) => range is { } part ? $", {part.First}, {part.End}" : "";

    private static string At(string pointer, PixelWalk walk, Func<WalkAxis, (int First, int Step)> part)
    {
        (int firstRow, int row) = part(walk.Y);
        (int firstTile, int tile) = part(walk.X);
        int first = firstRow + firstTile;
        return pointer + (walk.Y.Count > 1 ? $" + (row * {row})" : "") + (walk.X.Count > 1 ? $" + (tile * {tile})" : "") + (first == 0 ? "" : $" + {Literals.Integer(first)}");
    }

    private static string Axis(int inputs, int outputs, WindowAxis axis) =>
        $"new {PoolAxis}({inputs}, {outputs}, {axis.Kernel}, {axis.Stride}, {axis.Dilation}, {axis.PadBefore}, {axis.PadAfter})";
}
