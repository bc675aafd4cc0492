using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Foreign;

/// <summary>Lines for the shell that make a weight file of another file; docs/weight-files.md has them too.</summary>
/// <param name="name">The file.</param>
/// <param name="stem">Its name without extensions.</param>
internal sealed class Recipes(string name, string stem)
{
    /// <summary>For formats whose own library is needed.</summary>
    public const string Export = "save its weights as npz or safetensors with the library that wrote it";

    private readonly string _archive = stem + ".npz";

    /// <summary>The lines for a file; names that a shell would not take as they are become <c>in</c> and <c>out.npz</c>.</summary>
    public static Recipes For(string logicalName)
    {
        bool isPlain = logicalName.Length is > 0 and <= 100 && logicalName[0] != '-'
            && logicalName.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-' or '/');
        string extension = FileNames.Extension(logicalName);
        return isPlain
            ? new Recipes(logicalName, logicalName.Substring(0, logicalName.Length - extension.Length) + (extension == ".npz" ? "-weights" : ""))
            : new Recipes("in", "out");
    }

    /// <summary>A checkpoint of PyTorch.</summary>
    public string Torch => Python(
        $"import numpy, torch; s = torch.load('{name}', map_location='cpu'); s = s.state_dict() if hasattr(s, 'state_dict') else s.get('state_dict', s); "
        + $"numpy.savez('{_archive}', **{{k: v.detach().float().numpy() for k, v in s.items() if torch.is_tensor(v)}})");

    /// <summary>A pickled dictionary of arrays.</summary>
    public string Pickle => Python($"import numpy, pickle; numpy.savez('{_archive}', **pickle.load(open('{name}', 'rb')))");

    /// <summary>Weights in HDF5.</summary>
    public string Hdf5 => Python(
        $"import h5py, numpy; w = {{}}; h5py.File('{name}', 'r').visititems(lambda k, v: w.update({{k: v[()]}}) if hasattr(v, 'shape') else None); numpy.savez('{_archive}', **w)");

    /// <summary>A Keras 3 model.</summary>
    public string Keras => $"run: unzip -p {name} model.weights.h5 > {stem}.h5, and convert that";

    /// <summary>An ONNX model.</summary>
    public string Onnx => Python(
        $"import numpy, onnx; from onnx.numpy_helper import to_array; numpy.savez('{_archive}', **{{t.name: to_array(t) for t in onnx.load('{name}').graph.initializer}})");

    /// <summary>A dictionary of lists.</summary>
    public string Json => Python($"import json, numpy; numpy.savez('{_archive}', **{{k: numpy.array(v, 'f4') for k, v in json.load(open('{name}')).items()}})");

    /// <summary>Variables of MATLAB.</summary>
    public string Matlab => Python(
        $"import numpy, scipy.io; numpy.savez('{_archive}', **{{k: v for k, v in scipy.io.loadmat('{name}').items() if not k.startswith('_')}})");

    /// <summary>Text of two bytes a character.</summary>
    public string Utf16 => $"run: iconv -f UTF-16 -t ASCII {name} > {stem}-ascii{FileNames.Extension(name)}";

    /// <summary>Text with a mark in front.</summary>
    public string ByteOrderMark => $"run: sed -i '1s/^\\xEF\\xBB\\xBF//' {name}";

    /// <summary>A pointer of git-annex.</summary>
    public string Annex => $"run: git annex get {name}";

    /// <summary>A compressed file.</summary>
    public string Unpack(string tool) =>
        $"run: {tool} -dc {name} > {(FileNames.Extension(name) is ".gz" or ".zst" or ".xz" or ".bz2" or ".lz4" ? stem : stem + "-unpacked" + FileNames.Extension(name))}";

    /// <summary>An archive.</summary>
    public string Extract(string command) => $"run: {command} {name}";

    private static string Python(string program) => $"run: python3 -c \"{program}\"";
}
