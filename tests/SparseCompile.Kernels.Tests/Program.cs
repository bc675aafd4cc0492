namespace SparseCompile.Kernels.Tests;

/// <summary>Entry point of child processes; test hosts load the assembly without it.</summary>
internal static class Program
{
    private static int Main(string[] arguments) => Children.ChildCommands.Run(arguments is [string command] ? command : "");
}
