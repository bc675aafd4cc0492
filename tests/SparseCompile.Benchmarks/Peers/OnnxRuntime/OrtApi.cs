using System.Runtime.InteropServices;

namespace SparseCompile.Benchmarks.Peers.OnnxRuntime;

/// <summary>ONNX Runtime's C API, called directly: no binding stands between the measurement and the library.</summary>
internal sealed unsafe class OrtApi
{
    // Any version the library knows gives the same table; an old one lets other releases be measured as well.
    private const uint ApiVersion = 16;
    private readonly nint* _table;

    /// <summary>Loads the library and checks that its table is laid out as expected.</summary>
    public OrtApi(string library)
    {
        nint handle = NativeLibrary.Load(library);
        nint* apiBase = ((delegate* unmanaged<nint*>)NativeLibrary.GetExport(handle, "OrtGetApiBase"))();
        _table = (nint*)((delegate* unmanaged<uint, nint>)apiBase[0])(ApiVersion);
        Version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)apiBase[1])()) ?? "";
        if (_table == null)
        {
            throw new NotSupportedException($"ONNX Runtime {Version} does not offer version {ApiVersion} of its C API.");
        }

        CheckStatusFunctions();
    }

    /// <summary>The library's version.</summary>
    public string Version { get; }

    /// <summary>The address of a function.</summary>
    public nint this[OrtFunction function] => _table[(int)function];

    /// <summary>Throws when a call returned a status.</summary>
    public void Check(nint status)
    {
        if (status != 0)
        {
            string message = Message(status);
            Release(OrtFunction.ReleaseStatus, status);
            throw new InvalidOperationException("ONNX Runtime: " + message);
        }
    }

    /// <summary>Calls a function of the form <c>Create(out handle)</c>.</summary>
    public nint Create(OrtFunction function)
    {
        nint result;
        Check(((delegate* unmanaged<nint*, nint>)this[function])(&result));
        return result;
    }

    /// <summary>Calls a setter of the form <c>Set(options, number)</c>.</summary>
    public void Set(OrtFunction function, nint options, int value)
        => Check(((delegate* unmanaged<nint, int, nint>)this[function])(options, value));

    /// <summary>Makes an environment that only reports errors.</summary>
    public nint CreateEnvironment()
    {
        const int ErrorsOnly = 3;
        nint result;
        fixed (byte* name = "benchmarks\0"u8)
        {
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)this[OrtFunction.CreateEnv])(ErrorsOnly, name, &result));
        }

        return result;
    }

    /// <summary>Frees whatever a create function made; nothing for zero.</summary>
    public void Release(OrtFunction function, nint handle)
    {
        if (handle != 0)
        {
            ((delegate* unmanaged<nint, void>)this[function])(handle);
        }
    }

    private string Message(nint status)
        => Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)this[OrtFunction.GetErrorMessage])(status)) ?? "no message";

    private void CheckStatusFunctions()
    {
        // Makes a status and reads it back: a table that was laid out differently fails here with words, not later with a crash.
        const int InvalidArgument = 2;
        fixed (byte* text = "layout check\0"u8)
        {
            nint status = ((delegate* unmanaged<int, byte*, nint>)this[OrtFunction.CreateStatus])(InvalidArgument, text);
            int code = ((delegate* unmanaged<nint, int>)this[OrtFunction.GetErrorCode])(status);
            string message = Message(status);
            Release(OrtFunction.ReleaseStatus, status);
            if (code != InvalidArgument || message != "layout check")
            {
                throw new NotSupportedException($"ONNX Runtime {Version}: the C API's function table is not laid out as expected.");
            }
        }
    }
}
