using System.Runtime.Intrinsics.X86;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SparseCompile.Cli;
using SparseCompile.Cli.Common;
using SparseCompile.Package.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Package.Tests;

/// <summary>Every verb of the packed tool, as it is installed, in a fresh project.</summary>
[Collection(nameof(PackageTests))]
public sealed partial class VerbTests(ConsumerProject project) : IClassFixture<ConsumerProject>
{
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="SparseCompile" Version="[$(SparseCompileVersion)]" />
            <SparseWeights Include="weights/*.npz" />
          </ItemGroup>
        </Project>
        """;

    private const string Models =
        """
        using SparseCompile;

        namespace Fresh;

        [SparseModel("weights/network.npz", Unrolling = Unrolling.None)]
        [Linear("fc1", Activation = Activation.Relu), Linear("fc2")]
        public static partial class Network;

        [SparseModel("weights/network.npz", Precision = Precision.Int8, Calibration = "weights/calibration.npz")]
        [Linear("fc1", Activation = Activation.Relu), Linear("fc2")]
        public static partial class Integers;
        """;

    /// <summary>What is run of each verb, and the member that its JSON has to have. Verbs that take a project or a file are given the file, but for one: reading a project takes seconds.</summary>
    private static readonly (string Verb, string Arguments, string Member)[] s_cases =
    [
        ("inspect", "", "models"),
        ("bench", "weights/network.npz --rounds 3", "results"),
        ("verify", "weights/network.npz --inputs x.npz --outputs y.npz", "passed"),
        ("scaffold", "weights/network.npz", "source"),
        ("convert", "weights/network.npz -o network.safetensors", "tensors"),
        ("prune", "weights/network.npz --density 0.5 -o pruned.npz", "layers"),
        ("estimate", "--rows 64 --columns 64", "layers"),
        ("tune", "--model Network", "models"),
        ("trace", "--model Network --inputs x.npz", "models"),
        ("hw describe", "--model Network", "pipeline"),
        ("hw compare", "--model Network", "[0].targets"),
        ("hw simulate", "--model Network", "[0].targets"),
        ("hw verilog", "", "[0].folder"),
        ("hw export", "--model Network --format binsparse", ""),
        ("hw published", "", "rows"),
        ("completion", "bash", "script"),
    ];

    [Fact]
    public void Every_verb_runs_says_what_it_does_and_prints_JSON()
    {
        s_cases.Select(static verb => verb.Verb).ShouldBe(CommandLine.Verbs.Select(Verb.Words), ignoreOrder: true);
        using PackedTool tool = new();
        WriteProject();
        foreach ((string verb, string arguments, string member) in s_cases)
        {
            // The error stream is a terminal, where a person would see progress; results go to a file.
            DotNetResult result = project.Shell("fresh", $"script -qec 'sparsec {verb} {arguments} --json > result.json' /dev/null", tool.Environment);
            if (verb == "tune" && !Avx512F.IsSupported)
            {
                result.ExitCode.ShouldBe(2, result.Output);
                continue;
            }

            result.ExitCode.ShouldBe(0, $"{verb}: {result.Output}");
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(project.PathOf("../fresh/result.json")));
            JsonElement root = member.StartsWith("[0].", StringComparison.Ordinal) ? json.RootElement[0] : json.RootElement;
            (member.Length == 0 || root.TryGetProperty(member.Split('.')[^1], out _)).ShouldBeTrue($"{verb}: {root}");
            (Progress().IsMatch(result.Output) || verb == "completion").ShouldBeTrue($"{verb} says nothing while it works: {result.Output}");
        }

        Offered(tool, "sparsec ins").ShouldBe(["inspect"]);
        Offered(tool, "sparsec hw comp").ShouldBe(["compare"]);
        Offered(tool, "sparsec inspect --la").ShouldBe(["--layer"]);
    }

    /// <summary>What bash completes a line to, with the script that the tool prints.</summary>
    private string[] Offered(PackedTool tool, string line) => project.Shell(
        "fresh",
        $"eval \"$(sparsec completion bash)\"; COMP_LINE='{line}'; COMP_POINT={line.Length}; COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _sparsec; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        tool.Environment).ShouldSucceed().Lines;

    /// <summary>What is being done, <c>Reading</c>, or how much of it.</summary>
    [GeneratedRegex(@"\b[A-Z][a-z]+ing\b|[0-9]%")]
    private static partial Regex Progress();

    private void WriteProject()
    {
        project.Write("../fresh/Fresh.csproj", Encoding.UTF8.GetBytes(Project));
        project.Write("../fresh/Models.cs", Encoding.UTF8.GetBytes(Models));
        project.Write("../fresh/weights/network.npz", ConsumerWeights.Network());
        project.Write("../fresh/weights/calibration.npz", new NpzBuilder().Add("inputs", [2, 4], 1, 0, 9, 0, 4, 1, 1, 0).ToBytes());
        project.Write("../fresh/x.npz", new NpzBuilder().Add("x", [1, 4], 1, 2, 3, 4).ToBytes());
        project.Write("../fresh/y.npz", new NpzBuilder().Add("y", [1, 2], 14, -4).ToBytes());
    }
}
