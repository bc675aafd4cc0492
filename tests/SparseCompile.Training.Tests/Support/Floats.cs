using System.Runtime.InteropServices;

namespace SparseCompile.Training.Tests.Support;

/// <summary>Files of little-endian float32 and nothing else, as <c>numpy.tofile</c> writes them.</summary>
internal static class Floats
{
    public static float[] Read(string path) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();
}
