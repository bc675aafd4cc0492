using System.Security.Cryptography;
using System.Text;

namespace SparseCompile.Compiler.CSharp;

/// <summary>Names of generated files, short enough for every file system that a build may write them to.</summary>
internal static class HintNames
{
    private const string Extension = ".g.cs";

    /// <summary>Bytes of a name, without extension, that is left as it is. File systems take 255 bytes; Windows takes some 260 characters with all folders.</summary>
    private const int MostBytes = 100;

    /// <summary>Names that Windows keeps for devices, whatever their extension.</summary>
    private static readonly string[] Devices = ["con", "prn", "aux", "nul", "com", "lpt"];

    /// <summary>The name of a part of a declaration: its start and a hash of all of it where it is too long.</summary>
    public static string Of(string declaration, string? part)
    {
        string name = part is null ? declaration : declaration + "." + part;
        if (Encoding.UTF8.GetByteCount(name) <= MostBytes && !IsDevice(name))
        {
            return name + Extension;
        }

        int length = 0;
        for (int bytes = 0; length < name.Length; length++)
        {
            bytes += Encoding.UTF8.GetByteCount(name.Substring(length, 1));
            if (bytes > MostBytes - 20)
            {
                break;
            }
        }

        // Half a character at the end is none.
        length -= length > 0 && char.IsHighSurrogate(name[length - 1]) ? 1 : 0;
        string start = name.Substring(0, length);
        return (IsDevice(start) ? "-" + start : start) + "-" + Hash(name) + Extension;
    }

    private static bool IsDevice(string name)
    {
        string first = name.Split('.')[0].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return Devices.Contains(first, StringComparer.OrdinalIgnoreCase);
    }

    private static string Hash(string name)
    {
        using SHA256 sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(name)).Take(8).Select(value => value.ToString("x2")));
    }
}
