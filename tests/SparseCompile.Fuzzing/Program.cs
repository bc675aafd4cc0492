using SharpFuzz;
using SparseCompile.Fuzzing;

// corpus FOLDER writes the models to start from; a file is imported once; without arguments, AFL++ is at the other end.
if (args is ["corpus", string folder])
{
    Directory.CreateDirectory(folder);
    for (int i = 0; i < Corpus.Models.Count; i++)
    {
        File.WriteAllBytes(Path.Combine(folder, $"model{i}.onnx"), Corpus.Models[i]);
    }

    return;
}

if (args is [string file])
{
    OnnxTarget.Run(file);
    return;
}

string path = Path.Combine(Path.GetTempPath(), $"sparsecompile-fuzzing-{Environment.ProcessId}.onnx");
Fuzzer.OutOfProcess.Run(input =>
{
    using (FileStream copy = File.Create(path))
    {
        input.CopyTo(copy);
    }

    OnnxTarget.Run(path);
});
