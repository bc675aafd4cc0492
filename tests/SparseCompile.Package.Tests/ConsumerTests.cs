using SparseCompile.Package.Tests.Support;

namespace SparseCompile.Package.Tests;

/// <summary>The package as a user has it. Every test begins with a build, which does nothing where an earlier test has left all as it was.</summary>
[Collection(nameof(PackageTests))]
public sealed class ConsumerTests(ConsumerProject project) : IClassFixture<ConsumerProject>
{
    private static readonly string[] Expected = ["network 14 -4", "tensors 7 -8", "laplace 0 0 4", "deep 14", "linked -3", "half 1", "odd -3", "late 8", "lower 5", "upper 6", "hostile 4", "large 199200 199400", "weights/linked.npz weights/half#2.npz", "macs 6"];

    [Fact]
    public void Models_from_every_format_and_place_are_compiled_without_a_warning_and_run()
    {
        DotNetResult build = project.Build().ShouldSucceed();

        build.Lines.ShouldContain("0 Warning(s)");
        project.Run().ShouldBe(Expected);

        // Without FMA hardware other code runs, and a MathF of the user's was once taken for the framework's.
        project.RunWithoutIntrinsics().ShouldBe(Expected);
    }

    [Fact]
    public void A_second_build_compiles_nothing()
    {
        project.Build().ShouldSucceed();
        DateTime compiled = project.LastCompiled;

        project.Build().ShouldSucceed();

        project.LastCompiled.ShouldBe(compiled);
    }

    [Fact]
    public void A_changed_weight_file_is_compiled_again()
    {
        project.Build().ShouldSucceed();
        project.Write("weights/network.npz", ConsumerWeights.Network(last: 8));
        try
        {
            project.Build().ShouldSucceed();
            project.Run().ShouldBe(["network 14 32", .. Expected.Skip(1)]);
        }
        finally
        {
            project.Write("weights/network.npz", ConsumerWeights.Network());
        }
    }

    [Fact]
    public void Weights_of_any_age_are_compiled_again_and_touched_ones_are_not()
    {
        const string Name = "weights/network.npz";
        project.Build().ShouldSucceed();
        try
        {
            // Older than all that was built.
            project.Write(Name, ConsumerWeights.Network(last: 8));
            File.SetLastWriteTimeUtc(project.PathOf(Name), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            project.Build().ShouldSucceed();
            project.Run().ShouldContain("network 14 32");

            // The same bytes of today.
            DateTime compiled = project.LastCompiled;
            File.SetLastWriteTimeUtc(project.PathOf(Name), DateTime.UtcNow);
            project.Build().ShouldSucceed();
            project.LastCompiled.ShouldBe(compiled);

            // A link to another file of the same size and time, and an assembly from the future.
            project.Write("../elsewhere/other.npz", ConsumerWeights.Network(last: 9));
            File.SetLastWriteTimeUtc(project.PathOf("../elsewhere/other.npz"), File.GetLastWriteTimeUtc(project.PathOf(Name)));
            project.Delete(Name);
            File.CreateSymbolicLink(project.PathOf(Name), project.PathOf("../elsewhere/other.npz"));
            project.PostdateAssembly();
            project.Build().ShouldSucceed();
            project.Run().ShouldContain("network 14 36");
        }
        finally
        {
            project.Delete(Name);
            project.Write(Name, ConsumerWeights.Network());
        }
    }

    [Fact]
    public void A_missing_weight_file_is_one_error()
    {
        project.Write("Missing.cs", """
            namespace App;

            internal static partial class Missing
            {
                [SparseCompile.SparseMatrix("weights/absent.npz")]
                internal static partial void Absent(System.ReadOnlySpan<float> x, System.Span<float> y);
            }
            """u8.ToArray());
        try
        {
            DotNetResult build = project.Build();

            build.Lines.ShouldContain("1 Error(s)");
            build.Errors.ShouldHaveSingleItem().ShouldContain("Missing.cs(5,6): error SPARSE0001: Weight file 'weights/absent.npz' was not found");
        }
        finally
        {
            project.Delete("Missing.cs");
        }
    }

    [Fact]
    public void The_analyzers_for_trimming_are_at_work()
    {
        // Without this, the first test would prove nothing about generated code and trimming.
        project.Write("Reflection.cs", """
            namespace App;

            internal static class Reflection
            {
                internal static object? Find(string name) => System.Type.GetType(name)?.GetMethods();
            }
            """u8.ToArray());
        try
        {
            DotNetResult build = project.Build();

            build.ExitCode.ShouldNotBe(0);
            build.Errors.ShouldNotBeEmpty();
            build.Errors.ShouldAllBe(static error => error.Contains("error IL2", StringComparison.Ordinal));
        }
        finally
        {
            project.Delete("Reflection.cs");
        }
    }
}
