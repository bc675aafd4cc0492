using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Compiler.Tests.Weights;

/// <summary>The reference implementation's own good and bad files, with its verdict.</summary>
public sealed class SharedSafetensorsTests : WeightFileTestBase
{
    [SharedDataFact]
    public void Verdicts_AreThoseOfTheReferenceImplementation()
    {
        string[] lines = File.ReadAllLines(SharedData.PathOf("safetensors_cases/oracle.tsv"));
        lines.Length.ShouldBe(SharedData.Files("safetensors_cases/cases", ".safetensors").Count());
        foreach (string line in lines)
        {
            string[] fields = line.Split('\t');
            var file = WeightFile.Open(SharedData.PathOf("safetensors_cases/cases/" + fields[0] + ".safetensors"), fields[0]);
            if (fields[1] != "OK")
            {
                // A file without a byte is none of this format.
                bool isEmpty = new FileInfo(SharedData.PathOf("safetensors_cases/cases/" + fields[0] + ".safetensors")).Length == 0;

                // What is wrong with one tensor is no fault of the others.
                WeightFileError? error = file.Error ?? file.Damaged.Select(name => file.Read(name).Error).FirstOrDefault();
                error.ShouldNotBeNull(line).Kind.ShouldBe(isEmpty ? WeightFileErrorKind.NotAWeightFile : WeightFileErrorKind.Malformed, line);
                continue;
            }

            file.Error.ShouldBeNull(line);
            (file.Tensors.Count + " tensors").ShouldBe(fields[2]);
            file.Tensors.ShouldAllBe(info => file.Read(info.Name, PatternValues.Refuse).Tensor != null);
        }
    }
}
