using System.Buffers.Binary;

namespace SparseCompile.Runtime;

/// <summary>What was learned, as bytes: a mark, a version, the hash of the weights, the number of values, and the values as little-endian float32.</summary>
internal static class TrainableState
{
    private const int HashBytes = 32;
    private const int HeaderBytes = 4 + 4 + HashBytes + 4;

    private static ReadOnlySpan<byte> Mark => "SPLS"u8;

    public static byte[] Write(TrainableSupport support, float[] values)
    {
        byte[] state = new byte[HeaderBytes + (4 * values.Length)];
        Mark.CopyTo(state);
        BinaryPrimitives.WriteInt32LittleEndian(state.AsSpan(4), 1);
        Convert.FromHexString(support.WeightsHash).CopyTo(state, 8);
        BinaryPrimitives.WriteInt32LittleEndian(state.AsSpan(8 + HashBytes), values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(state.AsSpan(HeaderBytes + (4 * i)), values[i]);
        }

        return state;
    }

    public static float[] Read(TrainableSupport support, ReadOnlySpan<byte> state)
    {
        int count = support.Rows.Length + support.Outputs;
        if (state.Length < HeaderBytes || !state[..4].SequenceEqual(Mark) || BinaryPrimitives.ReadInt32LittleEndian(state[4..]) != 1)
        {
            throw Refused($"{state.Length} bytes that do not begin as a saved state does", "what SaveState returned");
        }

        string hash = Convert.ToHexStringLower(state.Slice(8, HashBytes));
        if (hash != support.WeightsHash)
        {
            throw Refused($"a state for weights with the SHA-256 {hash}", support.WeightsHash);
        }

        if (BinaryPrimitives.ReadInt32LittleEndian(state[(8 + HashBytes)..]) != count || state.Length != HeaderBytes + (4 * count))
        {
            throw Refused($"{state.Length} bytes", $"{HeaderBytes + (4 * count)} bytes for {count} values");
        }

        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(state[(HeaderBytes + (4 * i))..]);
            if (!float.IsFinite(values[i]))
            {
                throw Refused($"the value {values[i]} at {i}", "finite numbers");
            }
        }

        return values;
    }

    private static ArgumentException Refused(string found, string expected) => new($"The state cannot be loaded: found {found}; expected {expected}.", "state");
}
