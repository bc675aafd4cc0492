using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Hardware.Tests.Support;

namespace SparseCompile.Hardware.Tests;

/// <summary>The hash is the documented one: whoever holds the weights can recompute it.</summary>
public sealed class RomHashTests
{
    [Fact]
    public void The_hand_example_hashes_as_documented()
    {
        uint[] words =
        [
            2,
            2, 0, 0, 0x40000000, 0, 2, 0xbf800000,
            1, 1, 1, 0x40400000,
            2, 0x3f000000, 0xbf800000,
            uint.MaxValue, uint.MaxValue,
        ];
        byte[] bytes = new byte[4 * words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        }

        using JsonDocument json = JsonDocument.Parse(HardwareDescriber.Describe(Matrices.HandExample()));
        json.RootElement.GetProperty("layers")[0].GetProperty("rom_sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}
