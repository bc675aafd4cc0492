using System.Text;
using SparseCompile.Testing;

namespace SparseCompile.Package.Tests.Support;

/// <summary>The consumer's weight files.</summary>
internal static class ConsumerWeights
{
    /// <summary>The network: h = relu(2 x1 - x3 + 5, 3 x4), y = h1 / 2 + h2 and <paramref name="last"/> h1.</summary>
    public static byte[] Network(float last = -1) => new NpzBuilder()
        .Add("fc1.weight", [2, 4], 2, 0, -1, 0, 0, 0, 0, 3).Add("fc1.bias", [2], 5, 0)
        .Add("fc2.weight", [2, 2], 0.5f, 1, last, 0)
        .ToBytes();

    /// <summary>Writes them all.</summary>
    public static void Write(ConsumerProject project)
    {
        project.Write("weights/network.npz", Network());
        project.Write("weights/tensors.safetensors", new SafetensorsBuilder().Add("a", [2, 3], 1, 0, 2, 0, -4, 0).ToBytes());
        project.Write("weights/laplace.mtx", "%%MatrixMarket matrix coordinate real symmetric\n3 3 5\n1 1 2\n2 2 2\n3 3 2\n2 1 -1\n3 2 -1\n"u8.ToArray());
        project.Write("weights/large.npz", new NpzBuilder().Add("a", [300, 2000], [.. Enumerable.Range(0, 300 * 2000).Select(i => ((i % 2000) + (i / 2000)) % 10 == 0 ? 1f : 0f)]).ToBytes());
        project.Write("more/deep/deep.npz", new NpzBuilder().Add("a", [1, 2], 0, 7).ToBytes());
        project.Write("weights/half#2.npz", new NpzBuilder().Add("a", [1, 2], 0, 0.5f).ToBytes());
        project.Write("late/late.npz", new NpzBuilder().Add("a", [1, 2], 0, 4).ToBytes());
        project.Write("weights/case.npz", new NpzBuilder().Add("a", [1, 1], 5).ToBytes());
        project.Write("Weights/Case.npz", new NpzBuilder().Add("a", [1, 1], 6).ToBytes());
        project.Write("weights/hostile.npz", new NpzBuilder().Add(HostileSource.First + ".weight", [2, 2], 2, 0, 0, 1).Add(HostileSource.Second + ".weight", [1, 2], 1, 1).ToBytes());
        project.Write("Hostile.cs", Encoding.UTF8.GetBytes(HostileSource.Text));
        project.Write(".editorconfig", Encoding.UTF8.GetBytes(HostileSource.EditorConfig));
        project.Write("../elsewhere/linked.npz", new NpzBuilder().Add("a", [1, 2], -3, 0).ToBytes());
    }
}
