namespace SparseCompile.Kernels.Tests.Children;

/// <summary>What matters of a method's machine code, as <c>DOTNET_JitDisasm</c> lists it.</summary>
/// <param name="Method">Type and name, without the signature.</param>
/// <param name="Tier">How the JIT compiled it.</param>
/// <param name="Calls">Targets of its calls, and of jumps that leave it.</param>
internal sealed record JitListing(string Method, string Tier, List<string> Calls)
{
    private const string Header = "; Assembly listing for method ";

    /// <summary>The listings in a file; of a method compiled more than once, the last.</summary>
    public static IReadOnlyCollection<JitListing> Read(string file)
    {
        Dictionary<string, JitListing> listings = [];
        JitListing? current = null;
        foreach (string line in File.ReadLines(file))
        {
            if (line.StartsWith(Header, StringComparison.Ordinal))
            {
                string name = line[Header.Length..line.IndexOf('(', StringComparison.Ordinal)];
                current = new JitListing(name, line[(line.LastIndexOf('(') + 1)..].TrimEnd(')', ' '), []);
                listings[name] = current;
                continue;
            }

            string[] words = line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words is ["call" or "rex.jmp" or "tail.jmp", string target])
            {
                current?.Calls.Add(target);
            }
        }

        return listings.Values;
    }
}
