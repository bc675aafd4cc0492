using System.Buffers.Binary;

namespace KeywordSpotting.Audio;

/// <summary>Turns the bytes of a <c>data</c> chunk into numbers.</summary>
internal static class WavSamples
{
    /// <summary>Reads every frame and averages its channels.</summary>
    /// <param name="data">Whole frames, interleaved, little endian.</param>
    /// <param name="format">How they are written.</param>
    /// <returns>One value per frame; integers are scaled so that full scale is -1 to just under 1.</returns>
    /// <exception cref="WavFormatException">A floating-point sample is NaN, infinite or beyond the range of float32.</exception>
    public static float[] ToMono(ReadOnlySpan<byte> data, WavFormat format)
    {
        float[] mono = new float[data.Length / format.BytesPerFrame];
        int bytes = format.BitsPerSample / 8;
        for (int frame = 0; frame < mono.Length; frame++)
        {
            double sum = 0.0;
            for (int channel = 0; channel < format.Channels; channel++)
            {
                sum += ReadSample(data.Slice((frame * format.Channels + channel) * bytes, bytes), format.Encoding);
            }

            mono[frame] = (float)(sum / format.Channels);
            if (!float.IsFinite(mono[frame]))
            {
                throw new WavFormatException(FormattableString.Invariant($"a sample at frame {frame} that is {mono[frame]}"), "finite samples");
            }
        }

        return mono;
    }

    private static double ReadSample(ReadOnlySpan<byte> bytes, WavEncoding encoding) => (encoding, bytes.Length) switch
    {
        (WavEncoding.Float, 4) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (WavEncoding.Float, _) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        (_, 1) => (bytes[0] - 128) / 128.0,
        (_, 2) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768.0,
        (_, 3) => (bytes[0] | (bytes[1] << 8) | ((sbyte)bytes[2] << 16)) / 8388608.0,
        _ => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648.0,
    };
}
