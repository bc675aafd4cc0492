using SparseCompile.Compiler.CSharp.Kernels;
using SparseCompile.Compiler.CSharp.Tables;
using SparseCompile.Compiler.CSharp.Tensors;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Kernels.Convolution;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Scheduling.Schedules;
using SparseCompile.Compiler.Scheduling.Schedules.Bands;
using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Members;

/// <summary>Prints the steps of a schedule for one input: copies and calls of kernels.</summary>
internal sealed class StepPrinter(SourceWriter writer, GenerationContext context, Target target) : IStepVisitor
{
    /// <summary>The run-time library's limit for stack memory, in floats.</summary>
    private const int StackFloats = 16 * 1024;

    /// <summary>Memory, and the steps.</summary>
    public static void Print(SourceWriter writer, GenerationContext context, Schedule schedule, Target target)
    {
        PrintMemory(writer, schedule);
        if (context.Plan.IsCounting)
        {
            if (schedule.Steps.OfType<KernelStep>().SelectMany(step => step.Programs).Any(program => program.Signature is { VisitsActiveInputs: true, IsByChannel: false }))
            {
                writer.Line("int count;");
            }

            writer.Line($"long executed = {context.Plan.Layers.Where(layer => !layer.SkipsZeroInputs).Sum(layer => layer.Macs)};");
        }

        StepPrinter printer = new(writer, context, target);
        Dictionary<int, RowBands> bands = schedule.Bands.ToDictionary(group => group.FirstStep);
        for (int i = 0; i < schedule.Steps.Count; i++)
        {
            if (bands.TryGetValue(i, out RowBands? group))
            {
                BandPrinter.Print(writer, context, group);
                i += group.Steps.Count - 1;
            }
            else
            {
                schedule.Steps[i].Accept(printer);
            }
        }
    }

    /// <inheritdoc/>
    public void Visit(CopyStep step)
    {
        (string from, string to) = (step.From.Name, step.To.Name);
        writer.Line(step.Kind switch
        {
            CopyKind.Scatter => $"{SlotCopy}.Scatter({from}, {to}, InputSlots, {SlotLayout.SlotCount(step.Count)});",
            CopyKind.ClearTail => $"{SlotCopy}.ClearTail({to}, {step.Count});",
            CopyKind.Place => $"{SlotCopy}.Place({from}, {KernelBody.At(to, step.Place)}, {step.Count});",
            CopyKind.Spread or CopyKind.Pack or CopyKind.Compact or CopyKind.SpreadNarrow or CopyKind.Narrow => $"{SlotCopy}.{step.Kind}({from}, {to}, {step.Count});",
            _ => throw new InvalidOperationException($"A copy for one input is never {step.Kind}."),
        });
    }

    /// <inheritdoc/>
    public void Visit(KernelStep step)
    {
        string identifier = context.IdentifierOf(step.Node);
        if (step.Programs.All(program => program.Walk is not null))
        {
            string[] tables = ImagePrinter.PrintTables(writer, step, identifier);
            for (int i = 0; i < tables.Length; i++)
            {
                ImagePrinter.PrintWalk(writer, step.Programs[i], (step.Inputs[0].Name, step.Output.Name), (identifier, tables[i]));
            }

            return;
        }

        foreach (LaneProgram program in step.Programs)
        {
            (IEnumerable<string> inputs, string[] more) = PrintScratch(step, program);
            string call = KernelSignature.Call(program, inputs, step.Output.Name, TableOf(identifier, program), more);
            writer.Line($"{(program.Signature.VisitsActiveInputs ? "executed += " : "")}{identifier}.{call}");
        }
    }

    /// <inheritdoc/>
    public void Visit(ImageStep step) => ImagePrinter.Print(writer, step);

    /// <inheritdoc/>
    public void Visit(PoolStep step) => ImagePrinter.Print(writer, step);

    /// <inheritdoc/>
    public void Visit(WinnersStep step)
    {
        KWinners winners = step.Node.Winners;
        string factors = winners.Factors.Count == 0 ? "default" : OrderMembers.Factors(context.IdentifierOf(step.Node));
        writer.Line($"{Winners}.Keep({step.From.Name}, {step.To.Name}, {winners.Length / winners.Competing}, {winners.Competing}, {winners.Count}, {factors}, {step.Room.Name});");
    }

    /// <inheritdoc/>
    public void Visit(ClearStep step) => writer.Line($"{SlotCopy}.ClearZeros({step.Slots.Name}, {step.Positions});");

    /// <inheritdoc/>
    public void Visit(SoftmaxStep step) => writer.Line($"{LaneSoftmax}.ApplySlots({step.Slots.Name}, {step.Count});");

    /// <inheritdoc/>
    public void Visit(TensorStep step) => TensorPrinter.Print(writer, step, context, target);

    /// <inheritdoc/>
    public void Visit(ResultStep step)
    {
        string span = $"new {Span}<float>(y, {context.OutputLength})";
        if (step.From != Storage.Output)
        {
            writer.Line(step.IsInOrder
                ? $"new {ReadOnlySpan}<float>({step.From.Name}, {context.OutputLength}).CopyTo({span});"
                : $"{SlotCopy}.Reorder({step.From.Name}, {span}, Order);");
        }

        if (step.Activation.Kind == ActivationKind.Softmax)
        {
            writer.Line($"{LaneSoftmax}.Apply({span});");
        }
    }

    /// <summary>What the names of a program's tables follow.</summary>
    public static string TableOf(string identifier, LaneProgram program) =>
        program.Literals is not null ? $"{identifier}.{program.Name}" : $"{identifier}.{TableFields.NameOf(program)}.";

    /// <summary>Lists the inputs to visit, or copies inputs to doubles, for kernels that want it; returns the inputs, and what else the kernel is handed.</summary>
    private (IEnumerable<string> Inputs, string[] More) PrintScratch(KernelStep step, LaneProgram program)
    {
        if (step.Scratch is not { } scratch)
        {
            return (step.Inputs.Select(input => input.Name), []);
        }

        string input = step.Inputs[0].Name;
        if (program.Wide is { } wide)
        {
            string doubt = scratch.Name + "Doubt";
            writer.Line($"uint {doubt} = {SoftwareSums}.Widen({input}, (double*){scratch.Name}, {wide.Slots}, {Literals.Float(wide.Least)});");
            return ([$"(double*){scratch.Name}"], [doubt]);
        }

        if (program.Signature.IsByChannel)
        {
            ImageShape image = ConvLayout.Flatten(((ConvPlan)step.Node).Conv).Input;
            writer.Line($"{NonZeroPixels}.List({input}, {image.Channels}, {image.Pixels}, (int*){scratch.Name});");
            return ([input], [$"(int*){scratch.Name}"]);
        }

        writer.Line($"count = {NonZeroInputs}.List({input}, {scratch.Floats}, (int*){scratch.Name});");
        return ([input], [$"(int*){scratch.Name}", "count"]);
    }

    private static void PrintMemory(SourceWriter writer, Schedule schedule)
    {
        if (schedule.Floats == 0)
        {
            return;
        }

        // On the stack, 16 floats more for it to begin on a cache line.
        bool isOnStack = schedule.Floats + 16 <= StackFloats;
        writer.Line(isOnStack ? $"float* memory = stackalloc float[{schedule.Floats + 16}];" : $"float* memory = {ScratchMemory}.Rent({schedule.Floats});");
        if (isOnStack)
        {
            writer.Line($"memory = {ScratchMemory}.Align(memory);");
        }

        foreach (Storage storage in schedule.Storages)
        {
            writer.Line($"float* {(storage.IsWindow ? BandPrinter.WindowOf(storage) : storage.Name)} = {KernelBody.At("memory", storage.Offset)};");
        }
    }
}
