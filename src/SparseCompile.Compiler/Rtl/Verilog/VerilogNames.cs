using System.Text;

namespace SparseCompile.Compiler.Rtl.Verilog;

/// <summary>Names that Verilog can read.</summary>
public static class VerilogNames
{
    /// <summary>Letters, digits and underscores of a name, which begins with a letter: other characters become underscores.</summary>
    public static string Of(string name)
    {
        StringBuilder result = new();
        foreach (char letter in name)
        {
            result.Append(letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? letter : '_');
        }

        return result.Length > 0 && result[0] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') ? result.ToString() : "n" + result;
    }
}
