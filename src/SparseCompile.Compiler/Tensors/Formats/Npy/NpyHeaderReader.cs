using System.Text;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Npy;

/// <summary>Reads the header of an npy file or archive member, versions 1.0, 2.0 and 3.0.</summary>
/// <remarks>Padding and the final newline are not required: NumPy does not either.</remarks>
internal static class NpyHeaderReader
{
    // Long enough for any array; NumPy itself stops at 10,000 unless told otherwise.
    private const uint LongestHeader = 1 << 20;

    /// <summary>Reads and checks the header at which <paramref name="stream"/> stands, and leaves it at the first value.</summary>
    public static NpyHeader Read(Stream stream, string tensor)
    {
        byte[] start = new byte[12];
        int got = StreamBytes.Fill(stream, start, 8);
        if (got < 8 || start[0] != 0x93 || Encoding.ASCII.GetString(start, 1, 5) != "NUMPY")
        {
            throw Failure.Malformed(
                tensor, got < 8 ? Printable.Number(got) + " bytes" : "other bytes at byte offset 0", "the npy signature 93 'NUMPY' and a version");
        }

        int version = start[6];
        if (version is < 1 or > 3 || start[7] != 0)
        {
            throw Failure.Malformed(
                tensor, "npy format version " + Printable.Number(version) + "." + Printable.Number(start[7]) + " at byte offset 6", "version 1.0, 2.0 or 3.0");
        }

        int lengthSize = version == 1 ? 2 : 4;
        byte[] lengthBytes = new byte[4];
        uint length = StreamBytes.Fill(stream, lengthBytes, lengthSize) == lengthSize ? LittleEndian.U32(lengthBytes, 0) : throw Truncated(tensor);
        if (length > LongestHeader)
        {
            throw Failure.Malformed(tensor, "a header length of " + Printable.Number((long)length) + " at byte offset 8", "at most 1048576");
        }

        byte[] bytes = new byte[length];
        if (StreamBytes.Fill(stream, bytes, bytes.Length) < bytes.Length)
        {
            throw Truncated(tensor);
        }

        long offset = 8 + lengthSize;
        return Parse(new PythonLiteralReader(Decode(bytes, version, tensor), offset, tensor), version, offset + length, tensor);
    }

    private static string Decode(byte[] bytes, int version, string tensor)
    {
        if (version < 3)
        {
            return new string([.. bytes.Select(value => (char)value)]);
        }

        try
        {
            return new UTF8Encoding(false, true).GetString(bytes);
        }
        catch (ArgumentException)
        {
            throw Failure.Malformed(tensor, "bytes in the header that are not UTF-8", "UTF-8 in a version 3.0 header");
        }
    }

    private static NpyHeader Parse(PythonLiteralReader reader, int version, long headerLength, string tensor)
    {
        NpyDataType? dataType = null;
        bool? fortranOrder = null;
        IReadOnlyList<long>? shape = null;
        reader.Take('{', "'{', the start of the header's dictionary");
        while (!reader.TryTake('}'))
        {
            string key = reader.ReadString("a key in quotes, or '}'");
            reader.Take(':', "':' after a key");
            switch (key)
            {
                case "descr" when dataType is null:
                    dataType = ReadDataType(reader);
                    break;
                case "fortran_order" when fortranOrder is null:
                    fortranOrder = reader.ReadBoolean("fortran_order to be True or False");
                    break;
                case "shape" when shape is null:
                    shape = reader.ReadShape(allowLongSuffix: version < 3);
                    break;
                default:
                    throw Failure.Malformed(tensor, "the header key " + Printable.Quote(key), "the keys descr, fortran_order and shape, each once");
            }

            if (!reader.TryTake(',') && reader.Peek() != '}')
            {
                throw reader.Unexpected("',' or '}' after a value");
            }
        }

        if (!reader.AtEnd)
        {
            throw reader.Unexpected("only white space after the header's dictionary");
        }

        if (dataType is null || fortranOrder is null || shape is null)
        {
            string missing = dataType is null ? "descr" : shape is null ? "shape" : "fortran_order";
            throw Failure.Malformed(tensor, "a header without " + missing, "the keys descr, fortran_order and shape");
        }

        return new NpyHeader(headerLength, dataType, fortranOrder.Value, shape);
    }

    private static NpyDataType ReadDataType(PythonLiteralReader reader)
    {
        if (reader.Peek() is '[' or '(')
        {
            return NpyDataType.Structured(reader.SkipSequence());
        }

        string text = reader.ReadString("descr to be a type string or a list of fields");
        return NpyDataType.Parse(text) ?? throw reader.Unexpected("a NumPy type string such as '<f4' before this place, not " + Printable.Quote(text));
    }

    private static WeightFileException Truncated(string tensor) =>
        Failure.Malformed(tensor, "data that ends inside the npy header", "the whole header");
}
