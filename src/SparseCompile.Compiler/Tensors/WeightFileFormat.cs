namespace SparseCompile.Compiler.Tensors;

/// <summary>The file formats weights are read from; chosen by the file's extension.</summary>
public enum WeightFileFormat
{
    /// <summary>An extension no reader is registered for.</summary>
    Unknown,

    /// <summary><c>.safetensors</c>: a JSON header and raw little-endian tensors.</summary>
    Safetensors,

    /// <summary><c>.safetensors.index.json</c>: names the safetensors files of a model in several.</summary>
    SafetensorsIndex,

    /// <summary><c>.npy</c>: one NumPy array; its tensor is named after the file, without folder and extension.</summary>
    Npy,

    /// <summary><c>.npz</c>: a zip archive of npy members, stored or deflated.</summary>
    Npz,

    /// <summary><c>.mtx</c>: Matrix Market text, coordinate or array; its tensor is named after the file.</summary>
    MatrixMarket,

    /// <summary><c>.smtx</c>: the plain-text CSR pattern of the DLMC collection; its tensor is named after the file.</summary>
    Smtx,

    /// <summary><c>.onnx</c>: a whole graph; its tensors are the graph's constants.</summary>
    Onnx,
}
