using System.Runtime.InteropServices;

namespace SparseCompile.Benchmarks.Peers.Native;

/// <summary>The functions of one shim library: <c>shims/peer.h</c> says what they do.</summary>
internal sealed unsafe class NativeShim
{
    private readonly delegate* unmanaged<int, int, int, float*, float*, nint> _open;

    private NativeShim(nint library)
    {
        TakesSamples = ((delegate* unmanaged<int>)NativeLibrary.GetExport(library, "peer_takes_samples"))() != 0;
        _open = (delegate* unmanaged<int, int, int, float*, float*, nint>)NativeLibrary.GetExport(library, "peer_open");
        Run = (delegate* unmanaged<nint, float*, float*, void>)NativeLibrary.GetExport(library, "peer_run");
        Close = (delegate* unmanaged<nint, void>)NativeLibrary.GetExport(library, "peer_close");
    }

    /// <summary>Samples lie one after the other; else side by side, value by value.</summary>
    public bool TakesSamples { get; }

    /// <summary>Runs a layer.</summary>
    public delegate* unmanaged<nint, float*, float*, void> Run { get; }

    /// <summary>Frees a layer.</summary>
    public delegate* unmanaged<nint, void> Close { get; }

    /// <summary>Loads a library; null where it cannot be.</summary>
    public static NativeShim? Load(string path) => NativeLibrary.TryLoad(path, out nint library) ? new NativeShim(library) : null;

    /// <summary>Prepares a layer; 0 where the library cannot run it.</summary>
    public nint Open(int inputs, int outputs, int batch, float[] weights, float[] bias)
    {
        fixed (float* w = weights)
        fixed (float* b = bias)
        {
            return _open(inputs, outputs, batch, w, b);
        }
    }
}
