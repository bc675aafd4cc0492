using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Compiler.Tests.Weights;

public sealed class SafetensorsTests : WeightFileTestBase
{
    private static string One(string dtype, string shape, int end) =>
        $$$"""{"w":{"dtype":"{{{dtype}}}","shape":{{{shape}}},"data_offsets":[0,{{{end}}}]}}""";

    [Theory]
    [InlineData("F32", new byte[] { 0, 0, 0xc0, 0x3f }, 1.5f)]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xf8, 0xbf }, -1.5f)]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xf0, 0x7f }, float.PositiveInfinity)]
    [InlineData("F16", new byte[] { 0, 0x3e }, 1.5f)]
    [InlineData("F16", new byte[] { 1, 0x80 }, -5.9604645e-8f)]
    [InlineData("F16", new byte[] { 0xff, 0x7b }, 65504f)]
    [InlineData("F16", new byte[] { 0, 0xfc }, float.NegativeInfinity)]
    [InlineData("F16", new byte[] { 1, 0x7c }, float.NaN)]
    [InlineData("BF16", new byte[] { 0xc0, 0x3f }, 1.5f)]
    [InlineData("I8", new byte[] { 0xff }, -1f)]
    [InlineData("U8", new byte[] { 0xff }, 255f)]
    [InlineData("I16", new byte[] { 0xfe, 0xff }, -2f)]
    [InlineData("U16", new byte[] { 0xfe, 0xff }, 65534f)]
    [InlineData("I32", new byte[] { 0, 0, 0, 0x80 }, -2147483648f)]
    [InlineData("U32", new byte[] { 0, 0, 0, 0x80 }, 2147483648f)]
    [InlineData("I64", new byte[] { 0, 0, 0, 0, 0, 0, 0, 0x80 }, -9223372036854775808f)]
    [InlineData("U64", new byte[] { 0, 0, 0, 0, 0, 0, 0, 0x80 }, 9223372036854775808f)]
    [InlineData("BOOL", new byte[] { 1 }, 1f)]
    public void EveryType_IsDecoded(string dtype, byte[] bytes, float expected)
    {
        Tensor tensor = ReadOnly("w.safetensors", WeightBytes.Safetensors(One(dtype, "[]", bytes.Length), bytes));
        tensor.Values.ShouldBe([expected]);
        tensor.Info.DataType.ShouldBe(dtype);
        tensor.Info.Shape.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("I32", new byte[] { 0xff, 0xff, 0xff, 0x80 }, -2130706432f)]
    [InlineData("U32", new byte[] { 1, 0, 0, 1 }, 16777216f)]
    [InlineData("I64", new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f }, 9223372036854775808f)]
    [InlineData("U64", new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }, 18446744073709551616f)]
    public void IntegersThatFloatDoesNotHold_AreRounded(string dtype, byte[] bytes, float expected)
    {
        byte[] data = [.. new byte[bytes.Length * 5], .. bytes];
        WeightFile file = Open("w.safetensors", WeightBytes.Safetensors(One(dtype, "[2,3]", data.Length), data));
        Only(file).Values.ShouldBe([expected]);
    }

    [Theory]
    [InlineData("F8_E4M3", "[4]", 4)]
    [InlineData("C64", "[2]", 16)]
    [InlineData("F4", "[3,2]", 3)]
    [InlineData("F6_E2M3", "[4]", 3)]
    public void OtherKnownTypes_AreListedAndRefused(string dtype, string shape, int size) => ShouldFailOnRead(
        Open("w.safetensors", WeightBytes.Safetensors(One(dtype, shape, size), new byte[size])), WeightFileErrorKind.UnsupportedDataType, "'" + dtype + "'");

    [Fact]
    public void SeveralTensors_MetadataAndOrder_AreKept()
    {
        const string Header = """
             {"b":{"shape":[2],"dtype":"U8","data_offsets":[3,5],"extra":[{"x":[1.5e-3,true,null,"\ud83d\ude00"]}]},
             "__metadata__":{"z":"1","a\u0041\n":"\"ü\""},"\u0061":{"dtype":"U8","shape":[1,3],"data_offsets":[0,3]},
             "e":{"dtype":"F32","shape":[0,7],"data_offsets":[5,5]}}   
            """;
        WeightFile file = Open("w.safetensors", WeightBytes.Safetensors(Header, 1, 2, 3, 4, 5));
        file.Error.ShouldBeNull();
        file.Tensors.Select(info => info.Name).ShouldBe(["b", "a", "e"]);
        file.Metadata.ShouldBe([new MetadataEntry("z", "1"), new MetadataEntry("aA\n", "\"ü\"")]);
        Dense(Read(file, "b")).ShouldBe([4f, 5f]);
        Dense(Read(file, "a")).ShouldBe([1f, 2f, 3f]);
        Read(file, "e").Values.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{}  \t\r\n")]
    [InlineData(" {}")]
    [InlineData("""{"__metadata__":null}""")]
    [InlineData("""{"__metadata__":{}}""")]
    public void NoTensors_IsFine(string header) => Open("w.safetensors", WeightBytes.Safetensors(header)).Error.ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{}x")]
    [InlineData("{}\0")]
    [InlineData("\uFEFF{}")]
    [InlineData("""{"__metadata__":{"a":1}}""")]
    [InlineData("""{"__metadata__":[]}""")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""")]
    [InlineData("""{"__metadata__":{"a":"1",}}""")]
    [InlineData("""{"__metadata__":{"a":"\ud800"}}""")]
    [InlineData("""{"__metadata__":{"a":"\udc00\ud800"}}""")]
    [InlineData("""{"__metadata__":{"a":"\x"}}""")]
    [InlineData("{\"__metadata__\":{\"a\":\"\n\"}}")]
    [InlineData("{'w':1}")]
    [InlineData("""{"w":1}""")]
    [InlineData("""{"w":["F32",[],[0,4]]}""")]
    [InlineData("""{"w":{}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[4]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[4],"data_offsets":[0,4],}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},}""")]
    [InlineData("""{"w":{"dtype":"U8","dtype":"U8","shape":[4],"data_offsets":[0,4]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"w":{"dtype":"U8","shape":[0],"data_offsets":[4,4]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[4],"data_offsets":[0]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[4],"data_offsets":[0,4,4]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[4],"data_offsets":[0,4.0]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[4],"data_offsets":[0,4e0]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[4],"data_offsets":[0,"4"]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[4],"data_offsets":[-0,4]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[04],"data_offsets":[0,4]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[-4],"data_offsets":[0,4]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":4,"data_offsets":[0,4]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[true],"data_offsets":[0,4]}}""")]
    [InlineData("""{"w":{"dtype":null,"shape":[4],"data_offsets":[0,4]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[5],"data_offsets":[0,5]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[4],"data_offsets":[4,0]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[18446744073709551620],"data_offsets":[0,4]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"v":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"v":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}}""")]
    public void BrokenRules_AreMalformed(string header)
    {
        byte[] data = header.Contains("\"w\"", StringComparison.Ordinal) ? new byte[4] : [];
        ShouldFail(Open("w.safetensors", WeightBytes.Safetensors(header, data)), WeightFileErrorKind.Malformed, string.Empty);
    }

    [Theory]
    [InlineData("u8", "[4]", "the dtype 'u8'")]
    [InlineData("F8_E9M9", "[4]", "the dtype 'F8_E9M9'")]
    [InlineData("", "[4]", "the dtype ''")]
    [InlineData("F32", "[4]", "data_offsets [0, 4]")]
    [InlineData("U8", "[3]", "data_offsets [0, 4]")]
    [InlineData("F4", "[7]", "data_offsets [0, 4]")]
    [InlineData("U8", "[4294967296,4294967296,0]", "the shape [4294967296, 4294967296, 0]")]
    public void WhatIsWrongWithOneTensor_IsToldWhenItIsRead(string dtype, string shape, string found)
    {
        string header = One(dtype, shape, 4)[..^1] + ""","v":{"dtype":"U8","shape":[2],"data_offsets":[4,6]}}""";
        WeightFile file = Open("w.safetensors", WeightBytes.Safetensors(header, [0, 0, 0, 0, 5, 0]));

        file.Error.ShouldBeNull();
        Dense(Read(file, file.Tensors.ShouldHaveSingleItem().Name)).ShouldBe([5f, 0]);
        file.Damaged.ShouldBe(["w"]);
        WeightFileError error = file.Read("w").Error.ShouldNotBeNull();
        error.Kind.ShouldBe(WeightFileErrorKind.Malformed);
        error.Tensor.ShouldBe("w");
        error.Found.ShouldContain(found);
    }

    [Theory]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0 }, "7 bytes")]
    [InlineData(new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d }, "header length of 3")]
    [InlineData(new byte[] { 1, 0xe1, 0xf5, 5, 0, 0, 0, 0, 0x7b, 0x7d }, "header length of 100000001")]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0xff, 0x7b, 0x7d }, "header length of 18374686479671623682")]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d, 0 }, "1 bytes after the header")]
    [InlineData(new byte[] { 5, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x22, 0xc3, 0x22, 0x7d }, "byte 0xc3 at byte offset 10")]
    public void BrokenLengths_AreMalformed(byte[] file, string found) => ShouldFail(Open("w.safetensors", file), WeightFileErrorKind.Malformed, found);

    [Fact]
    public void DeepNesting_IsRefusedWithoutOverflowingTheStack()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 1_000_000));
        ShouldFail(Open("w.safetensors", WeightBytes.Safetensors("{\"w\":{\"x\":" + deep)), WeightFileErrorKind.Malformed, "at byte offset");
    }

    [Fact]
    public void ExtentBeyondAnIndex_IsTooLarge() => ShouldFailOnRead(
        Open("w.safetensors", WeightBytes.Safetensors(One("U8", "[0,2147483648]", 0))), WeightFileErrorKind.TooLarge, "[0, 2147483648]");
}
