using System.Security.Cryptography;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Compiler.Tests.Weights;

public sealed class WeightFileTests : WeightFileTestBase
{
    private static readonly byte[] Vector = WeightBytes.Npy("<f4", "(3,)", WeightBytes.Floats(1, 0, -2));

    [Fact]
    public void MissingFile_IsUnreadable()
    {
        var file = WeightFile.Open(Folder.PathOf("none.npy"), "none.npy");
        ShouldFail(file, WeightFileErrorKind.Unreadable, "no such file");
        file.ContentHash.ShouldBe(string.Empty);
        file.Format.ShouldBe(WeightFileFormat.Npy);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b.npy")]
    [InlineData("no/such/folder/w.npz")]
    public void ImpossiblePath_IsUnreadable(string path) => WeightFile.Open(path, path).Error.ShouldNotBeNull().Kind.ShouldBe(WeightFileErrorKind.Unreadable);

    [Fact]
    public void Folder_IsUnreadable()
    {
        Directory.CreateDirectory(Folder.PathOf("w.npy"));
        ShouldFail(WeightFile.Open(Folder.PathOf("w.npy"), "w.npy"), WeightFileErrorKind.Unreadable, "a folder, or a file without the permission to read it");
    }

    [Theory]
    [InlineData("w.txt", "'.txt'")]
    [InlineData("w", "without extension")]
    public void OtherExtension_IsUnknown(string name, string found)
    {
        WeightFile file = Open(name, [1, 2, 3]);
        ShouldFail(file, WeightFileErrorKind.UnknownFormat, found);
        file.ContentHash.ShouldNotBeEmpty();
    }

    [Fact]
    public void Hash_IsThatOfTheWholeFile()
    {
        WeightFile file = Open("w.npy", Vector);
        file.ContentHash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Vector)));
        Open("bad.npy", [1]).ContentHash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData([1])));
    }

    [Theory]
    [InlineData("a/b\\layer.0.npy", "layer.0")]
    [InlineData("layer.npy", "layer")]
    public void TensorOfASingleTensorFormat_IsNamedAfterTheLogicalName(string logicalName, string expected)
    {
        var file = WeightFile.Open(Folder.Write("x.NPY", Vector), logicalName);
        Only(file).Info.Name.ShouldBe(expected);
    }

    [Fact]
    public void Read_KeepsNonZerosOnly()
    {
        Tensor tensor = ReadOnly("w.npy", Vector);
        tensor.Positions.ShouldBe([0L, 2L]);
        tensor.Values.ShouldBe([1f, -2f]);
    }

    [Fact]
    public void UnknownTensor_IsMissing()
    {
        WeightFileError error = Open("w.npy", Vector).Read("v").Error.ShouldNotBeNull();
        error.Kind.ShouldBe(WeightFileErrorKind.MissingTensor);
        error.Expected.ShouldContain("'w'");
    }

    [Fact]
    public void Change_BetweenOpeningAndReading_IsNoticed()
    {
        WeightFile file = Open("w.npy", Vector);
        Folder.Write("w.npy", WeightBytes.Npy("<f4", "(3,)", WeightBytes.Floats(1, 0, -3)));
        file.Read("w").Error.ShouldNotBeNull().Found.ShouldContain("changed");
        Folder.Write("w.npy", Vector[..^1]);
        file.Read("w").Error.ShouldNotBeNull().Kind.ShouldBe(WeightFileErrorKind.Unreadable);
        File.Delete(file.Path);
        file.Read("w").Error.ShouldNotBeNull().Found.ShouldContain("no such file");
        Folder.Write("w.npy", Vector);
        Dense(Only(file)).ShouldBe([1f, 0f, -2f]);
    }

    [Fact]
    public void Change_FarFromTheStart_IsNoticed()
    {
        byte[] large = WeightBytes.Npy("<f4", "(100000,)", new byte[400_000]);
        WeightFile file = Open("w.npy", large);
        Only(file).Values.ShouldBeEmpty();
        large[^1] = 0x40;
        Folder.Write("w.npy", large);
        file.Read("w").Error.ShouldNotBeNull().Found.ShouldContain("changed");
    }

    [Fact]
    public void Reading_LeavesTheFileClosed()
    {
        WeightFile file = Open("w.npy", Vector);
        Only(file);
        using FileStream exclusive = new(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        exclusive.Length.ShouldBe(Vector.Length);
    }

    [Fact]
    public void Equality_FollowsPathNameAndContent()
    {
        WeightFile first = Open("w.npy", Vector);
        WeightFile again = WeightFile.Open(first.Path, first.LogicalName);
        again.ShouldBe(first);
        again.GetHashCode().ShouldBe(first.GetHashCode());
        WeightFile.Open(first.Path, "other.npy").ShouldNotBe(first);
        Open("w.npy", WeightBytes.Npy("<f4", "(3,)", WeightBytes.Floats(1, 0, 3))).ShouldNotBe(first);
        first.Equals(null).ShouldBeFalse();
    }
}
