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
    public static void Print(SourceWriter writer, ImageStep step)
    {
        (string from, string to, ImageShape image) = (step.From.Name, step.To.Name, step.Image);
        string isFirst = step.IsChannelsFirst ? "true" : "false";
        writer.Line(step.Kind switch
        {
            ImageCopyKind.Pad => $"{ImageCopy}.Pad({from}, {to}, {RecipeLiteral.Of(step.Layout!.Pixels!.Value)}, {isFirst});",
            ImageCopyKind.Shift => $"{PlaneCopy}.Shift({from}, {to}, {RecipeLiteral.Of(step.Layout!.Planes!.Value)}, {isFirst});",
            ImageCopyKind.ToPixels => $"{ImageCopy}.ToPixels({from}, {to}, {image.Channels}, {image.Pixels}, {step.PlaneFloats});",
            ImageCopyKind.ToChannels => $"{ImageCopy}.ToChannels({from}, {to}, {image.Channels}, {image.Pixels});",
            ImageCopyKind.Join => $"{ImageCopy}.Join({from}, {to}, {image.Channels}, {image.Pixels}, {step.PlaneFloats});",
            _ => throw new InvalidOperationException($"No code for {step.Kind}."),
        });
    }

    /// <summary>Prints a pool.</summary>
    public static void Print(SourceWriter writer, PoolStep step)
    {
        Pool pool = step.Pool;
        string window = $"new {PoolWindow}({pool.Input.Channels}, {Axis(pool.Input.Height, pool.Output.Height, pool.Window.Y)}, {Axis(pool.Input.Width, pool.Output.Width, pool.Window.X)})";
        string counts = pool.Kind == PoolKind.Max ? "" : pool.CountsPadding ? ", true" : ", false";
        writer.Line($"{ImagePool}.{pool.Kind}({step.From.Name}, {step.To.Name}, {window}{counts});");
    }

    /// <summary>Prints the runs of a program over the pixels of an image.</summary>
    public static void PrintWalk(SourceWriter writer, LaneProgram program, (string Input, string Output) memory, string identifier)
    {
        PixelWalk walk = program.Walk!;
        string input = At(memory.Input, walk, axis => (axis.FirstInput, axis.Input));
        string output = At(memory.Output, walk, axis => (axis.FirstOutput, axis.Output));
        string table = StepPrinter.TableOf(identifier, program);
        IEnumerable<string> calls = walk.Parts.Count == 0
            ? [KernelSignature.Call(program, [input], output, table)]
            : walk.Parts.Select(part => KernelSignature.Call(program, input, output, table, part));
        foreach (string call in calls)
        {
            Loop(writer, "row", walk.Y.Count, () => Loop(writer, "tile", walk.X.Count, () => writer.Line(identifier + "." + call)));
        }
    }

    private static void Loop(SourceWriter writer, string variable, int count, Action body)
    {
        if (count == 1)
        {
            body();
            return;
        }

        using (writer.Open($"for (int {variable} = 0; {variable} < {count}; {variable}++)"))
        {
            body();
        }
    }

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
