using SparseCompile.Compiler.CSharp.Kernels;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Scheduling.Schedules;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Members;

/// <summary>Prints the steps of a schedule for inputs side by side.</summary>
/// <param name="writer">Where to.</param>
/// <param name="context">The model.</param>
/// <param name="side">Inputs side by side.</param>
internal sealed class BatchStepPrinter(SourceWriter writer, GenerationContext context, int side) : IStepVisitor
{
    /// <summary>Memory for what lies between the kernels.</summary>
    public static void PrintMemory(SourceWriter writer, Schedule schedule, int side)
    {
        writer.Line($"float* memory = {ScratchMemory}.Rent({(long)schedule.Floats * side});");
        foreach (Storage storage in schedule.Storages)
        {
            long offset = (long)storage.Offset * side;
            writer.Line($"float* {storage.Name} = memory{(offset == 0 ? "" : $" + {Literals.Integer(offset)}")};");
        }
    }

    /// <inheritdoc/>
    public void Visit(CopyStep step) => writer.Line(step.Kind switch
    {
        CopyKind.MoveSlots => $"{BatchCopy}.MoveSlots({step.From.Name}, {step.To.Name}, {step.Count}, {step.Place}, {side});",
        CopyKind.MovePacked => $"{BatchCopy}.MovePacked({step.From.Name}, {step.To.Name}, {step.Count}, {step.Place}, {side});",
        _ => throw new InvalidOperationException($"A copy of a batch is never {step.Kind}."),
    });

    /// <inheritdoc/>
    public void Visit(KernelStep step)
    {
        string identifier = context.IdentifierOf(step.Node);
        foreach (LaneProgram program in step.Programs)
        {
            writer.Line($"{identifier}.{KernelSignature.Call(program, step.Inputs.Select(input => input.Name), step.Output.Name, StepPrinter.TableOf(identifier, program))}");
        }
    }

    /// <inheritdoc/>
    public void Visit(ImageStep step) => throw new InvalidOperationException("A batch has no pixels.");

    /// <inheritdoc/>
    public void Visit(PoolStep step) => throw new InvalidOperationException("A batch has no pixels.");

    /// <inheritdoc/>
    public void Visit(WinnersStep step) => throw new InvalidOperationException("Inputs of a batch have winners of their own.");

    /// <inheritdoc/>
    public void Visit(ClearStep step) => throw new InvalidOperationException("A batch reads no padded column.");

    /// <inheritdoc/>
    public void Visit(SoftmaxStep step) => throw new InvalidOperationException("A network that mixes outputs in the middle has no batch.");

    /// <inheritdoc/>
    public void Visit(TensorStep step) => throw new InvalidOperationException("A network of tensor operators has no batch.");

    /// <inheritdoc/>
    public void Visit(ResultStep step) => throw new InvalidOperationException("A batch's results are taken apart, not copied.");
}
