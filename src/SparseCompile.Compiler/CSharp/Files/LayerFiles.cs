using SparseCompile.Compiler.CSharp.Kernels;
using SparseCompile.Compiler.CSharp.Tables;
using SparseCompile.Compiler.CSharp.Tensors;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Scheduling;

namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>The files of one node: its tables and its kernels.</summary>
internal static class LayerFiles
{
    /// <summary>Writes a node; nothing for one that has no kernels.</summary>
    public static IEnumerable<GeneratedFile> Write(GenerationContext context, NodePlan node)
    {
        if (node is TensorPlan tensor)
        {
            foreach (GeneratedFile file in WriteTensor(context, tensor))
            {
                yield return file;
            }

            yield break;
        }

        IReadOnlyList<LaneProgram> programs = node is LayerPlan layer && layer.Original != layer ? [] : context.Kernels.AllPrograms(node);
        if (programs.Count == 0)
        {
            yield break;
        }

        string identifier = context.IdentifierOf(node);
        IReadOnlyList<IReadOnlyList<string>> rest = [];
        yield return File(context, node, identifier, writer => rest = WriteMain(writer, context, node, programs));
        for (int i = 0; i < rest.Count; i++)
        {
            yield return File(context, node, $"{identifier}.Part{i + 1}", writer => TableWriter.WritePart(writer, i + 1, rest[i]));
        }

        // Every unrolled part of a layer is a file of its own, which keeps files small however large the layer.
        foreach (LaneProgram program in programs.Where(program => program.IsUnrolled))
        {
            yield return File(context, node, $"{identifier}.{program.Name}", writer => UnrolledKernel.Print(writer, program));
        }
    }

    /// <summary>The files of a tensor operator: code of a map, and values that are known at build time.</summary>
    private static IEnumerable<GeneratedFile> WriteTensor(GenerationContext context, TensorPlan node)
    {
        MapCode? code = node.Operator is Map ? context.Maps.Of(node).Code : null;
        TensorData data = code?.Data ?? new TensorData(node);
        if (code is null ? data.IsEmpty : code.Owner != node)
        {
            yield break;
        }

        string identifier = context.IdentifierOf(node);
        IReadOnlyList<IReadOnlyList<string>> rest = [];
        yield return File(context, node, identifier, writer =>
        {
            if (code is not null)
            {
                writer.Line(code.Text).Line();
            }

            rest = data.IsEmpty ? [] : data.Write(writer);
        });
        for (int i = 0; i < rest.Count; i++)
        {
            yield return File(context, node, $"{identifier}.Part{i + 1}", writer => TableWriter.WritePart(writer, i + 1, rest[i]));
        }
    }

    /// <summary>The file of a network that is one unrolled kernel.</summary>
    public static GeneratedFile WriteFused(GenerationContext context, LaneProgram program)
    {
        IEnumerable<string> about = context.Plan.Nodes.SelectMany(FileHeader.Of);
        string text = FileFrame.Write(context, about, writer =>
        {
            using (writer.Open($"private static unsafe partial class {context.KernelsClass}"))
            {
                writer.Line("/// <summary>The whole network in one kernel.</summary>");
                using (writer.Open("private static class Network"))
                {
                    UnrolledKernel.Print(writer, program);
                }
            }
        });
        return new GeneratedFile(context.Hint("Network"), text, IsImplementation: true);
    }

    private static IReadOnlyList<IReadOnlyList<string>> WriteMain(SourceWriter writer, GenerationContext context, NodePlan node, IReadOnlyList<LaneProgram> programs)
    {
        IReadOnlyList<IReadOnlyList<string>> rest = [];
        if (node is LayerPlan layer)
        {
            TableFields.Write(writer, programs);
            if (TableWriter.IsLiteral(layer))
            {
                TableWriter.WriteLiterals(writer, layer);
            }
            else
            {
                rest = TableWriter.WriteText(writer, context, layer);
            }
        }

        foreach (LaneProgram program in programs.Where(program => !program.IsUnrolled))
        {
            writer.Line();
            KernelPrinter.Print(writer, program);
        }

        return rest;
    }

    private static string Text(ImageShape image) => $"{image.Channels} x {image.Height} x {image.Width}";

    private static GeneratedFile File(GenerationContext context, NodePlan node, string part, Action<SourceWriter> content)
    {
        string identifier = context.IdentifierOf(node);
        string text = FileFrame.Write(context, FileHeader.Of(node), writer =>
        {
            using (writer.Open($"private static unsafe partial class {context.KernelsClass}"))
            {
                if (part == identifier)
                {
                    string work = node is ConvPlan { Conv: var conv }
                        ? $"{Text(conv.Input)} to {Text(conv.Output)}, window {conv.Window.Y.Kernel} x {conv.Window.X.Kernel}, {Literals.Count(node.Macs)} multiply-accumulates"
                        : node is LayerPlan layer ? $"{layer.Layer.Inputs} inputs, {layer.Layer.Outputs} outputs, {Literals.Count(layer.Macs)} multiply-accumulates"
                        : node.Reason;
                    writer.Line($"/// <summary>Layer {Literals.Xml(node.Node.Name)}: {work}.</summary>");
                }

                using (writer.Open($"private static partial class {identifier}"))
                {
                    content(writer);
                }
            }
        });
        return new GeneratedFile(context.Hint(part), text, IsImplementation: true);
    }
}
