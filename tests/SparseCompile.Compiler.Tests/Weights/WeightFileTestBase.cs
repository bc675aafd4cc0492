using System.Text;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Compiler.Tests.Weights;

/// <summary>What tests of weight files share: writing bytes to a file and looking at what comes back.</summary>
public abstract class WeightFileTestBase : IDisposable
{
    protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected WeightFile Open(string name, byte[] content) => WeightFile.Open(Folder.Write(name, content), "weights/" + name);

    protected WeightFile Open(string name, string content) => Open(name, Encoding.UTF8.GetBytes(content));

    protected Tensor ReadOnly(string name, byte[] content) => Only(Open(name, content));

    protected Tensor ReadOnly(string name, string content) => Only(Open(name, content));

    /// <summary>The file's only tensor, which must be readable.</summary>
    protected static Tensor Only(WeightFile file, PatternValues values = PatternValues.Refuse)
    {
        file.Error.ShouldBeNull();
        return Read(file, file.Tensors.ShouldHaveSingleItem().Name, values);
    }

    protected static Tensor Read(WeightFile file, string name, PatternValues values = PatternValues.Refuse)
    {
        TensorReadResult result = file.Read(name, values);
        result.Error.ShouldBeNull();
        return result.Tensor.ShouldNotBeNull();
    }

    /// <summary>Expects an error on opening, no tensors and the same error on reading.</summary>
    protected static WeightFileError ShouldFail(WeightFile file, WeightFileErrorKind kind, string found)
    {
        WeightFileError error = file.Error.ShouldNotBeNull();
        error.Kind.ShouldBe(kind, error.ToString());
        error.Found.ShouldContain(found, Case.Sensitive, error.ToString());
        error.Expected.ShouldNotBeEmpty();
        file.Tensors.Count.ShouldBe(0);
        file.Read("any").Error.ShouldBe(error);
        return error;
    }

    /// <summary>Expects a file that opens and whose only tensor cannot be read.</summary>
    protected static WeightFileError ShouldFailOnRead(WeightFile file, WeightFileErrorKind kind, string found)
    {
        file.Error.ShouldBeNull();
        TensorReadResult result = file.Read(file.Tensors.ShouldHaveSingleItem().Name);
        result.Tensor.ShouldBeNull();
        WeightFileError error = result.Error.ShouldNotBeNull();
        error.Kind.ShouldBe(kind, error.ToString());
        error.Found.ShouldContain(found, Case.Sensitive, error.ToString());
        return error;
    }

    /// <summary>All elements in C order.</summary>
    protected static float[] Dense(Tensor tensor)
    {
        float[] dense = new float[tensor.Info.Shape.Aggregate(1L, (product, extent) => product * extent)];
        for (int i = 0; i < tensor.Values.Length; i++)
        {
            dense[tensor.Positions[i]] = tensor.Values[i];
        }

        return dense;
    }
}
