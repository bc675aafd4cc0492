using System.Text;

namespace SparseCompile.Package.Tests.Support;

/// <summary>A model of a test's project: its attributes, its files, and what is to come of them.</summary>
/// <param name="Row">The row of the fault's table, and the class' name.</param>
/// <param name="Attributes">All above the class.</param>
/// <param name="Expected">What it computes for the inputs 1, 2, 3, ...; for one that cannot be compiled, the text that its error must have.</param>
/// <param name="Files">Its weight files: names below weights, and contents.</param>
internal sealed record StoredModel(string Row, string Attributes, string Expected, params (string Name, byte[] Content)[] Files)
{
    /// <summary>What stands before the class' name.</summary>
    public string Class { get; init; } = "public static partial class";

    /// <summary>What stands behind it; nothing that C# 11 does not have.</summary>
    public string Base { get; init; } = " { }";

    /// <summary>Writes a project of models in a folder beside the consumer's, and restores it.</summary>
    /// <param name="project">The consumer's project.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="models">The models, each in a file of its own.</param>
    /// <param name="items">More items.</param>
    public static void WriteAll(ConsumerProject project, string folder, IReadOnlyList<StoredModel> models, string items = "")
    {
        void Write(string name, string text) => project.Write($"../{folder}/{name}", Encoding.UTF8.GetBytes(text));
        Write(folder + ".csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="SparseCompile" Version="[$(SparseCompileVersion)]" />
                <SparseWeights Include="weights/*.*" />
                {items}
              </ItemGroup>
            </Project>
            """);
        foreach (StoredModel model in models)
        {
            Write($"{model.Row}.cs", $"using SparseCompile;\n{model.Attributes}\n{model.Class} {model.Row}{model.Base}\n");
            foreach ((string name, byte[] content) in model.Files)
            {
                project.Write($"../{folder}/weights/{name}", content);
            }
        }

        string prints = string.Join("\n", models.Select(model => $"Print(\"{model.Row}\", {model.Row}.Infer, {model.Row}.InputLength, {model.Row}.OutputLength);"));
        Write("Program.cs", $$"""
            {{prints}}
            static void Print(string name, Map map, int inputs, int outputs)
            {
                float[] x = new float[inputs], y = new float[outputs];
                for (int i = 0; i < inputs; i++)
                {
                    x[i] = i + 1;
                }

                map(x, y);
                System.Console.WriteLine(name + " " + string.Join(" ", System.Array.ConvertAll(y, value => value.ToString(System.Globalization.CultureInfo.InvariantCulture))));
            }

            internal delegate void Map(System.ReadOnlySpan<float> x, System.Span<float> y);
            """);
        project.DotNetIn(folder, "restore").ShouldSucceed();
    }
}
