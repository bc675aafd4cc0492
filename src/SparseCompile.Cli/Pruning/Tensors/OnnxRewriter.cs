using System.Buffers.Binary;
using System.Security.Cryptography;
using SparseCompile.Cli.Projects;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using SparseCompile.Compiler.Tensors.Formats.Onnx.Reading;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Cli.Pruning.Tensors;

/// <summary>Gives constants of an ONNX file other values. They take the places of the values that were there; all other bytes stay.</summary>
internal static class OnnxRewriter
{
    /// <summary>Field <c>float_data</c> of <c>TensorProto</c>.</summary>
    private const int FloatData = 4;

    /// <summary>Whether the values of a constant can be replaced.</summary>
    public static bool CanWrite(OnnxTensor tensor) => !tensor.IsSparse && tensor.External is null && tensor.Fault is null
        && (tensor.Type == OnnxElementType.Float || (tensor.RawStart >= 0 && tensor.Type is OnnxElementType.Float16 or OnnxElementType.Double));

    /// <summary>The file with other values.</summary>
    /// <param name="file">The file.</param>
    /// <param name="values">Constants by name; each is one that <see cref="CanWrite"/> allows.</param>
    /// <exception cref="ProjectException">The file has changed since it was read.</exception>
    public static byte[] Rewrite(WeightFile file, IEnumerable<DenseTensor> values)
    {
        WeightFile own = file.Parts[0];
        byte[] bytes = File.ReadAllBytes(own.Path);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != own.ContentHash)
        {
            throw new ProjectException($"'{own.LogicalName}' changed while it was read. Expected a file that nobody writes.");
        }

        Dictionary<string, OnnxTensor> tensors = OnnxReader.TensorsOf(file.Onnx!).Where(tensor => tensor.Name.Length > 0).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        using WeightFileBytes source = WeightFileBytes.Open(own.Path);
        ProtobufReader reader = new(source);
        foreach (DenseTensor tensor in values)
        {
            OnnxTensor stored = tensors[tensor.Name];
            if (stored.RawStart >= 0)
            {
                Put(bytes.AsSpan((int)stored.RawStart, (int)stored.RawLength), stored.Type, tensor.Values);
                continue;
            }

            int next = 0;
            reader.ReadFields(stored.Start, stored.End, field =>
            {
                if (field.Number == FloatData && field.Wire is WireType.Bytes or WireType.Fixed32)
                {
                    int count = (int)field.Length / sizeof(float);
                    Put(bytes.AsSpan((int)field.Start, (int)field.Length), stored.Type, tensor.Values.AsSpan(next, count));
                    next += count;
                }
            });
        }

        return bytes;
    }

    private static void Put(Span<byte> place, OnnxElementType type, ReadOnlySpan<float> values)
    {
        int size = OnnxElementTypes.BitsOf(type) / 8;
        for (int i = 0; i < values.Length; i++)
        {
            Span<byte> element = place.Slice(i * size, size);
            switch (type)
            {
                case OnnxElementType.Float:
                    BinaryPrimitives.WriteSingleLittleEndian(element, values[i]);
                    break;
                case OnnxElementType.Float16:
                    BinaryPrimitives.WriteHalfLittleEndian(element, (Half)values[i]);
                    break;
                case OnnxElementType.Double:
                    BinaryPrimitives.WriteDoubleLittleEndian(element, values[i]);
                    break;
                default:
                    throw new InvalidOperationException($"Elements of type {type} are not written.");
            }
        }
    }
}
