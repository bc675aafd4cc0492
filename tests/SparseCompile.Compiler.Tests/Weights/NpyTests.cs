using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Compiler.Tests.Weights;

public sealed class NpyTests : WeightFileTestBase
{
    private const string Good = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";

    private static readonly byte[] Two = WeightBytes.Floats(1, 2);

    [Theory]
    [InlineData("<f4", new byte[] { 0, 0, 0xc0, 0x3f }, 1.5f)]
    [InlineData(">f4", new byte[] { 0x3f, 0xc0, 0, 0 }, 1.5f)]
    [InlineData("=f4", new byte[] { 0, 0, 0xc0, 0x3f }, 1.5f)]
    [InlineData("f4", new byte[] { 0, 0, 0xc0, 0x3f }, 1.5f)]
    [InlineData(">f8", new byte[] { 0xbf, 0xf8, 0, 0, 0, 0, 0, 0 }, -1.5f)]
    [InlineData(">f2", new byte[] { 0x3e, 0 }, 1.5f)]
    [InlineData("|i1", new byte[] { 0x80 }, -128f)]
    [InlineData(">i2", new byte[] { 0xff, 0xfe }, -2f)]
    [InlineData(">u4", new byte[] { 0x80, 0, 0, 0 }, 2147483648f)]
    [InlineData(">i8", new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfd }, -3f)]
    [InlineData("|b1", new byte[] { 1 }, 1f)]
    [InlineData("?", new byte[] { 1 }, 1f)]
    public void EveryTypeAndByteOrder_IsDecoded(string descr, byte[] bytes, float expected) =>
        ReadOnly("w.npy", WeightBytes.Npy(descr, "()", bytes)).Values.ShouldBe([expected]);

    [Theory]
    [InlineData("<c8", 8)]
    [InlineData("<c16", 16)]
    [InlineData("<U3", 12)]
    [InlineData("|S5", 5)]
    [InlineData("|V3", 3)]
    [InlineData("<M8[ns]", 8)]
    [InlineData("<f16", 16)]
    [InlineData("|O", 11)]
    public void OtherTypes_AreListedAndRefused(string descr, int size) =>
        ShouldFailOnRead(Open("w.npy", WeightBytes.Npy(descr, "()", new byte[size])), WeightFileErrorKind.UnsupportedDataType, "'" + descr + "'");

    [Fact]
    public void StructuredTypes_AreListedAndRefused() => ShouldFailOnRead(
        Open("w.npy", WeightBytes.Npy("{'descr': [('a', '<f4'), ('b', '<i4', (2, 3))], 'fortran_order': False, 'shape': (1,)}", new byte[28])),
        WeightFileErrorKind.UnsupportedDataType,
        "('b', '<i4', (2, 3))]");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void EveryVersion_IsRead(byte version) => Dense(ReadOnly("w.npy", WeightBytes.Npy("<f4", "(1, 2)", Two, false, version))).ShouldBe([1f, 2f]);

    [Fact]
    public void FortranOrder_BecomesCOrder()
    {
        byte[] values = WeightBytes.Floats([.. Enumerable.Range(0, 24).Select(i => (float)((i % 2 * 12) + (i / 2 % 3 * 4) + (i / 6)))]);
        Tensor tensor = ReadOnly("w.npy", WeightBytes.Npy("<f4", "(2, 3, 4)", values, fortran: true));
        Dense(tensor).ShouldBe(Enumerable.Range(0, 24).Select(i => (float)i));
        tensor.Positions.ShouldBe(Enumerable.Range(1, 23).Select(i => (long)i));
    }

    [Fact]
    public void OutOfRange_NamesTheIndexInCOrder()
    {
        byte[] values = [.. new double[] { 0, 0, 0, 1e39, 0, 0 }.SelectMany(BitConverter.GetBytes)];
        ShouldFailOnRead(Open("w.npy", WeightBytes.Npy("<f8", "(2, 3)", values, fortran: true)), WeightFileErrorKind.OutOfRange, "1E+39 at index [1, 1]")
            .Expected.ShouldContain("3.4028235E+38");
    }

    [Fact]
    public void LargeArray_TakesMemoryOfItsNonZeros()
    {
        byte[] values = new byte[4 << 21];
        for (int i = 0; i < values.Length; i += 4)
        {
            values[i + 3] = 0x3f;
        }

        WeightFile file = Open("w.npz", WeightBytes.Npz(System.IO.Compression.CompressionLevel.Fastest, ("w.npy", WeightBytes.Npy("<f4", "(2097152,)", values))));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Only(file).Values.Length.ShouldBe(1 << 21);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan((12L << 21) + 2_000_000);
    }

    [Fact]
    public void SpecialValues_AreKept_AndBothZerosDropped()
    {
        Tensor tensor = ReadOnly("w.npy", WeightBytes.Npy("<f4", "(5,)", WeightBytes.Floats(float.NaN, -0f, float.NegativeInfinity, float.Epsilon, 0)));
        tensor.Positions.ShouldBe([0L, 2L, 3L]);
        tensor.Values.ShouldBe([float.NaN, float.NegativeInfinity, float.Epsilon]);
    }

    [Fact]
    public void DoublesThatRoundToZero_CountAsPruned() => ReadOnly(
        "w.npy", WeightBytes.Npy("<f8", "(2,)", [.. BitConverter.GetBytes(1e-60), .. BitConverter.GetBytes(0.1)])).Values.ShouldBe([0.1f]);

    [Theory]
    [InlineData("(0,)")]
    [InlineData("(2, 0, 3)")]
    public void EmptyShapes_AreRead(string shape) => ReadOnly("w.npy", WeightBytes.Npy("<f4", shape, [])).Values.ShouldBeEmpty();

    [Fact]
    public void ValuesBeyondOneChunk_AreRead()
    {
        float[] values = [.. Enumerable.Range(0, 50_000).Select(i => i % 7 == 0 ? i : 0f)];
        Dense(ReadOnly("w.npy", WeightBytes.Npy("<f4", "(50000,)", WeightBytes.Floats(values)))).ShouldBe(values);
    }

    [Theory]
    [InlineData(Good)]
    [InlineData("{'shape': (2,), 'descr': '<f4', 'fortran_order': False}")]
    [InlineData("  {\n\"shape\":(2,),\"fortran_order\":True,'descr':\"<f4\"\t,}\n\n")]
    [InlineData("{'descr': u'<f4', 'fortran_order': False, 'shape': (2L, 1), }\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }\n")]
    public void HeaderVariants_AreRead(string header) => Dense(ReadOnly("w.npy", WeightBytes.Npy(header, Two))).ShouldBe([1f, 2f]);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("['descr']")]
    [InlineData(Good + "x")]
    [InlineData(Good + "\0")]
    [InlineData("\0" + Good)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 1}")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': Falsehood, 'shape': (2,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': 'False', 'shape': (2,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': false, 'shape': (2,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': None, 'shape': (2,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': 2}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': [2]}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (02,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2.0,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (True, 2)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': ('2',)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}")]
    [InlineData("{'descr': '<f3', 'fortran_order': False, 'shape': (2,)}")]
    [InlineData("{'descr': 'float', 'fortran_order': False, 'shape': (2,)}")]
    [InlineData("{'descr': '', 'fortran_order': False, 'shape': (2,)}")]
    [InlineData("{'descr': '<', 'fortran_order': False, 'shape': (2,)}")]
    [InlineData("{'descr': None, 'fortran_order': False, 'shape': (2,)}")]
    [InlineData("{'descr': '<f4, 'fortran_order': False, 'shape': (2,)}")]
    [InlineData("{'descr': '<f4' 'fortran_order': False, 'shape': (2,)}")]
    [InlineData("{descr: '<f4', 'fortran_order': False, 'shape': (2,)}")]
    public void BrokenHeaders_AreMalformed(string header) =>
        ShouldFail(Open("w.npy", WeightBytes.Npy(header, Two)), WeightFileErrorKind.Malformed, string.Empty).Tensor.ShouldBe("w");

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(74)]
    public void TruncatedFiles_AreMalformed(int length) =>
        ShouldFail(Open("w.npy", WeightBytes.Npy(Good, Two)[..length]), WeightFileErrorKind.Malformed, string.Empty);

    [Fact]
    public void TrailingBytes_AreMalformed() => ShouldFail(
        Open("w.npy", [.. WeightBytes.Npy(Good, Two), 0]), WeightFileErrorKind.Malformed, "9 bytes of values from byte offset");

    [Theory]
    [InlineData(0, 0x92, "byte offset 0")]
    [InlineData(3, (byte)'m', "byte offset 0")]
    [InlineData(6, 0, "version 0.0")]
    [InlineData(6, 4, "version 4.0")]
    [InlineData(7, 1, "version 1.1")]
    [InlineData(9, 0xff, "ends inside the npy header")]
    public void BrokenPreambles_AreMalformed(int offset, byte value, string found) =>
        ShouldFail(Open("w.npy", WeightBytes.With(WeightBytes.Npy(Good, Two), offset, value)), WeightFileErrorKind.Malformed, found);

    [Fact]
    public void HugeHeaderLength_IsMalformed() => ShouldFail(
        Open("w.npy", WeightBytes.With(WeightBytes.Npy(Good, Two, version: 2), 8, 0xff, 0xff, 0xff, 0xff)), WeightFileErrorKind.Malformed, "4294967295");

    [Fact]
    public void InvalidUtf8_InVersion3_IsMalformed()
    {
        byte[] file = WeightBytes.Npy(Good, Two, version: 3);
        file[^10] = 0xff;
        ShouldFail(Open("w.npy", file), WeightFileErrorKind.Malformed, "not UTF-8");
    }

    [Fact]
    public void DeepNesting_IsRefused() => ShouldFail(
        Open("w.npy", WeightBytes.Npy("{'descr': " + new string('[', 60_000), [])), WeightFileErrorKind.Malformed, "at byte offset");

    [Fact]
    public void ExtentBeyondAnIndex_IsTooLarge() =>
        ShouldFailOnRead(Open("w.npy", WeightBytes.Npy("<f4", "(0, 2147483648)", [])), WeightFileErrorKind.TooLarge, "2147483648");
}
