using System.IO.Compression;
using System.Text;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Compiler.Tests.Weights;

public sealed class NpzTests : WeightFileTestBase
{
    private static readonly byte[] Weights = WeightBytes.Npy("<f4", "(2, 3)", WeightBytes.Floats(1, 0, 2, 0, 0, 3));
    private static readonly byte[] Bias = WeightBytes.Npy("<f8", "(1,)", BitConverter.GetBytes(0.5));

    // Offsets of fields, from a local header (L) and a central directory entry (C).
    private static readonly byte[] Local = [0x50, 0x4b, 3, 4];
    private static readonly byte[] Central = [0x50, 0x4b, 1, 2];
    private static readonly byte[] End = [0x50, 0x4b, 5, 6];

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Members_AreTensors(CompressionLevel level)
    {
        WeightFile file = Open("m.npz", WeightBytes.Npz(level, ("layer/0.weight.npy", Weights), ("readme.txt", "hello"u8.ToArray()), ("ü.npy", Bias)));
        file.Error.ShouldBeNull();
        file.Tensors.Select(info => info.Name).ShouldBe(["layer/0.weight", "ü"]);
        Dense(Read(file, "layer/0.weight")).ShouldBe([1f, 0, 2, 0, 0, 3]);
        Dense(Read(file, "ü")).ShouldBe([0.5f]);
    }

    [Fact]
    public void EmptyArchive_IsFine() => Open("m.npz", WeightBytes.Npz(CompressionLevel.Optimal)).Error.ShouldBeNull();

    [Fact]
    public void ArchiveComment_IsFine()
    {
        byte[] archive = Stored();
        archive = WeightBytes.With(archive, archive.Length - 2, 4);
        WeightFile file = Open("m.npz", [.. archive, .. End]);
        Dense(Only(file)).ShouldBe([1f, 0, 2, 0, 0, 3]);
    }

    [Fact]
    public void ManyMembers_AreRead()
    {
        WeightFile file = Open("m.npz", WeightBytes.Npz(CompressionLevel.NoCompression, [.. Enumerable.Range(0, 300).Select(i => ("w" + i + ".npy", Bias))]));
        file.Error.ShouldBeNull();
        file.Tensors.Count.ShouldBe(300);
        Dense(Read(file, "w299")).ShouldBe([0.5f]);
    }

    [Fact]
    public void Zip64Fields_AreRead()
    {
        WeightFile file = Open("m.npz", Zip64Bytes.Archive("w.npy", Weights));
        Dense(Only(file)).ShouldBe([1f, 0, 2, 0, 0, 3]);
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void DataDescriptors_AreRead(CompressionLevel level)
    {
        using var bytes = new ForwardOnlyStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream stream = archive.CreateEntry("w.npy", level).Open();
            stream.Write(Weights);
        }

        byte[] written = bytes.ToArray();
        (written[6] & 8).ShouldBe(8);
        Dense(Only(Open("m.npz", written))).ShouldBe([1f, 0, 2, 0, 0, 3]);
    }

    [Fact]
    public void EveryTruncation_IsMalformed()
    {
        byte[] archive = Stored();
        ShouldFail(Open("m.npz", []), WeightFileErrorKind.NotAWeightFile, "an empty file");
        for (int length = 1; length < archive.Length; length++)
        {
            ShouldFail(Open("m.npz", archive[..length]), WeightFileErrorKind.Malformed, string.Empty);
        }
    }

    [Fact]
    public void DuplicateNames_AreMalformed() => ShouldBeDamaged(
        Open("m.npz", WeightBytes.Npz(CompressionLevel.Optimal, ("w.npy", Bias), ("w.npy", Bias), ("w.npy", Bias))), WeightFileErrorKind.Malformed, "two members of this name");

    [Fact]
    public void DamagedMembers_LeaveTheOthersReadable()
    {
        WeightFile file = Open("m.npz", WeightBytes.Npz(
            CompressionLevel.Optimal, ("__MACOSX/._b.npy", [0, 5, 22, 7]), ("._b.npy", [0, 5, 22, 7]), ("w.npy", Weights[..^1]), ("b.npy", Bias), ("x.npy", [])));
        file.Error.ShouldBeNull();
        file.Tensors.Select(info => info.Name).ShouldBe(["b"]);
        Dense(Read(file, "b")).ShouldBe([0.5f]);
        file.Damaged.Order().ShouldBe(["._b", "w", "x"]);
        file.Read("w").Error.ShouldNotBeNull().Found.ShouldContain("23 bytes of values");
    }

    [Fact]
    public void BrokenMember_NamesTheMember() => ShouldBeDamaged(
        Open("m.npz", WeightBytes.Npz(CompressionLevel.Optimal, ("w.npy", Weights[..^1]))), WeightFileErrorKind.Malformed, "23 bytes of values").Tensor.ShouldBe("w");

    [Fact]
    public void UnsupportedMember_LeavesTheOthersReadable()
    {
        WeightFile file = Open("m.npz", WeightBytes.Npz(CompressionLevel.Optimal, ("o.npy", WeightBytes.Npy("|O", "()", [1, 2])), ("b.npy", Bias)));
        file.Read("o").Error.ShouldNotBeNull().Kind.ShouldBe(WeightFileErrorKind.UnsupportedDataType);
        Dense(Read(file, "b")).ShouldBe([0.5f]);
    }

    [Fact]
    public void ChangedByte_IsACrcError()
    {
        byte[] archive = Stored();
        int value = WeightBytes.LastIndexOf(archive, 0, 0, 0x40, 0x40);
        ShouldFailOnRead(Open("m.npz", WeightBytes.With(archive, value, 1)), WeightFileErrorKind.Malformed, "CRC-32");
    }

    [Fact]
    public void GarbageInsteadOfDeflate_IsMalformed()
    {
        byte[] archive = WeightBytes.Npz(CompressionLevel.Optimal, ("w.npy", Weights));
        ShouldBeDamaged(Open("m.npz", WeightBytes.With(archive, 30 + 5, 0xff, 0xff, 0xff, 0xff)), WeightFileErrorKind.Malformed, string.Empty);
    }

    [Fact]
    public void DeclaredSize_BoundsWhatIsInflated()
    {
        // A megabyte of zeros behind a header for six numbers: the directory is made to agree with the header.
        byte[] archive = WeightBytes.Npz(CompressionLevel.Optimal, ("w.npy", [.. Weights, .. new byte[1 << 20]]));
        ShouldBeDamaged(Open("m.npz", archive), WeightFileErrorKind.Malformed, "bytes of values");
        byte[] size = BitConverter.GetBytes(Weights.Length);
        archive = WeightBytes.With(archive, WeightBytes.LastIndexOf(archive, Local) + 22, size);
        archive = WeightBytes.With(archive, WeightBytes.LastIndexOf(archive, Central) + 24, size);
        ShouldFailOnRead(Open("m.npz", archive), WeightFileErrorKind.Malformed, "more than");
    }

    [Theory]
    [InlineData(8, new byte[] { 1 }, WeightFileErrorKind.Malformed, "name, flags or method")]
    [InlineData(10, new byte[] { 12 }, WeightFileErrorKind.Malformed, "name, flags or method")]
    [InlineData(46, new byte[] { (byte)'v' }, WeightFileErrorKind.Malformed, "name, flags or method")]
    [InlineData(16, new byte[] { 1, 2, 3, 4 }, WeightFileErrorKind.Malformed, "size or CRC")]
    [InlineData(24, new byte[] { 0xff }, WeightFileErrorKind.Malformed, "size or CRC")]
    [InlineData(20, new byte[] { 0xff, 0xff, 0xff }, WeightFileErrorKind.Malformed, "a member of 16777215 bytes")]
    [InlineData(20, new byte[] { 0xff, 0xff, 0xff, 0xff }, WeightFileErrorKind.Malformed, "without a zip64")]
    [InlineData(42, new byte[] { 1 }, WeightFileErrorKind.Malformed, "other bytes at byte offset 1")]
    [InlineData(42, new byte[] { 0xff, 0xff }, WeightFileErrorKind.Malformed, "byte offset 65535")]
    [InlineData(28, new byte[] { 0xff, 0xff }, WeightFileErrorKind.Malformed, "cut short")]
    [InlineData(0, new byte[] { 0 }, WeightFileErrorKind.Malformed, "other bytes")]
    public void CentralDirectory_MustBeRight(int field, byte[] bytes, WeightFileErrorKind kind, string found)
    {
        byte[] archive = Stored();
        WeightFile file = Open("m.npz", WeightBytes.With(archive, WeightBytes.LastIndexOf(archive, Central) + field, bytes));
        (file.Error is not null ? ShouldFail(file, kind, found) : ShouldBeDamaged(file, kind, found)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(4, 1, "one part")]
    [InlineData(8, 2, "one part")]
    [InlineData(12, 1, "a central directory of")]
    [InlineData(16, 1, "a central directory of")]
    public void EndRecord_MustBeRight(int field, byte value, string found)
    {
        byte[] archive = Stored();
        ShouldFail(Open("m.npz", WeightBytes.With(archive, WeightBytes.LastIndexOf(archive, End) + field, value)), WeightFileErrorKind.Malformed, found);
    }

    [Fact]
    public void MemberCount_MustBeRight()
    {
        byte[] archive = Stored();
        int end = WeightBytes.LastIndexOf(archive, End);
        ShouldFail(Open("m.npz", WeightBytes.With(archive, end + 8, 2, 0, 2, 0)), WeightFileErrorKind.Malformed, "1 members");
    }

    [Theory]
    [InlineData(0, 1, "an encrypted member")]
    [InlineData(2, 12, "compression method 12 (bzip2)")]
    [InlineData(2, 14, "compression method 14 (LZMA)")]
    public void EncryptionAndOtherMethods_AreUnsupported(int field, byte value, string found)
    {
        byte[] archive = Stored();
        archive = WeightBytes.With(archive, WeightBytes.LastIndexOf(archive, Local) + 6 + field, value);
        archive = WeightBytes.With(archive, WeightBytes.LastIndexOf(archive, Central) + 8 + field, value);
        ShouldBeDamaged(Open("m.npz", archive), WeightFileErrorKind.UnsupportedDataType, found).Tensor.ShouldBe("w.npy");
    }

    [Fact]
    public void OverlappingMembers_AreMalformed()
    {
        byte[] archive = WeightBytes.Npz(CompressionLevel.NoCompression, ("a.npy", Bias), ("a.npy", Bias));
        int last = WeightBytes.LastIndexOf(archive, Central);
        ShouldBeDamaged(Open("m.npz", WeightBytes.With(archive, last + 42, 0, 0, 0, 0)), WeightFileErrorKind.Malformed, "two members");
    }

    [Fact]
    public void NotAnArchive_IsMalformed() => ShouldFail(
        Open("m.npz", Encoding.ASCII.GetBytes(new string('x', 100_000))), WeightFileErrorKind.Malformed, "no end-of-central-directory record");

    /// <summary>Expects a file that opens and whose only tensor is damaged.</summary>
    private static WeightFileError ShouldBeDamaged(WeightFile file, WeightFileErrorKind kind, string found)
    {
        file.Error.ShouldBeNull();
        file.Tensors.Count.ShouldBe(0);
        WeightFileError error = file.Read(file.Damaged.ShouldHaveSingleItem()).Error.ShouldNotBeNull();
        error.Kind.ShouldBe(kind, error.ToString());
        error.Found.ShouldContain(found, Case.Sensitive, error.ToString());
        return error;
    }

    private static byte[] Stored() => WeightBytes.Npz(CompressionLevel.NoCompression, ("w.npy", Weights));
}
