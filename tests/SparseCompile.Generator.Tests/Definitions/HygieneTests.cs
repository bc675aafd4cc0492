using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseCompile.Compiler;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Definitions;

/// <summary>Whatever users declare, generated code compiles and means the same.</summary>
public sealed class HygieneTests : GeneratorTest
{
    private static readonly float[] Input = [1, -2, 3];

    /// <summary>What a hostile type offers: everything, so that code that takes it for another compiles where it can, and computes something else.</summary>
    private const string Body = "{ public static float FusedMultiplyAdd(float a, float b, float c) => 42f; public static bool IsSupported => false; public static bool IsHardwareAccelerated => false; }";

    [Fact]
    public void Simple_names_in_generated_code_mean_its_own_members_and_locals()
    {
        GeneratorRun run = Friendly.Value;
        foreach (SyntaxTree tree in run.Result.GeneratedTrees)
        {
            SemanticModel model = run.Output.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(IsLookedUp))
            {
                ISymbol? symbol = model.GetSymbolInfo(name).Symbol;
                bool isOwn = symbol is ILocalSymbol or IParameterSymbol
                    || (symbol is not INamespaceSymbol && symbol is { DeclaringSyntaxReferences: [.., var last] } && run.Result.GeneratedTrees.Contains(last.SyntaxTree));
                isOwn.ShouldBeTrue($"{name} in {Path.GetFileName(tree.FilePath)}, {symbol}");
            }

            // An extension method that a user declares closer by would be taken.
            foreach (InvocationExpressionSyntax call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                (model.GetSymbolInfo(call).Symbol as IMethodSymbol)?.ReducedFrom.ShouldBeNull(call.ToString());
            }
        }
    }

    [Fact]
    public void Every_type_that_a_users_could_replace_is_looked_for()
    {
        GeneratorRun run = Friendly.Value;
        HashSet<string> used = [];
        foreach (SyntaxTree tree in run.Result.GeneratedTrees)
        {
            SemanticModel model = run.Output.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                ISymbol? symbol = model.GetSymbolInfo(name).Symbol;
                INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? symbol.ContainingType : null);
                if (type is { SpecialType: SpecialType.None or SpecialType.System_IntPtr } && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, run.Output.Assembly))
                {
                    used.Add($"{type.ContainingNamespace}.{type.MetadataName}");
                }
            }
        }

        used.Except(ReplaceableTypes.All).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("namespace App { $ }")]
    [InlineData("$ namespace App { public partial class Outer { $ } public partial class Base { $ } }")]
    [InlineData("namespace Global { $ } namespace App.System { $ } namespace App.SparseCompile { $ }")]
    public void Types_of_any_name_in_any_scope_change_nothing(string scope)
    {
        // One after the other would be a thousand compilations; all at once they are as much in the way.
        bool isGlobal = scope.StartsWith('$');
        string types = string.Join("\n", Hostile().Where(name => !isGlobal || name is not ("System" or "SparseCompile")).Select(HostileType));
        Check(scope.Replace("$", types, StringComparison.Ordinal));
    }

    [Fact]
    public void Members_of_any_name_in_the_model_and_around_it_and_in_its_base_change_nothing()
    {
        string[] names = [.. Hostile().Except(["InputLength", "OutputLength", "Infer", "InferCounted", "InferBatch", "InferColumns", "Warmup", "Info", "HardwareDescription", "HardwareDescriptions", "Learn", "SaveState", "LoadState"])];
        string types = string.Join("\n", names.Select(HostileType));
        string fields = string.Join("\n", names.Select(name => $"public static readonly object @{name} = 42;"));
        string methods = string.Join("\n", names.Append("nameof").Select(name => $"public static object @{name}(params object[] any) => 42;"));

        Check("namespace App { public static partial class Model { " + types + " } public partial class Base { " + methods + " } }");
        Check("namespace App { public static partial class Model { " + fields + " } public partial class Outer { " + methods + " } }");
        Check("namespace App { public static partial class Model { " + methods + " } public partial class Base { " + fields + " } }");
    }

    [Fact]
    public void Overloads_and_extensions_that_fit_better_are_not_taken()
    {
        Check(
            """
            namespace App
            {
                public static partial class Model
                {
                    static void InferCore(float[] a, float[] b) => b[0] = 42;
                    [global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)]
                    static void InferCore(global::System.ReadOnlySpan<float> a, global::System.ReadOnlySpan<float> b) { }
                    [global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)]
                    static void InferBatchCore(global::System.ReadOnlySpan<float> a, global::System.ReadOnlySpan<float> b, long c) { }
                    static void Infer(in global::System.ReadOnlySpan<float> a, in global::System.Span<float> b) { }
                    static string nameof(object any) => "42";
                }

                public static class Extensions
                {
                    public static float GetElement(this global::System.Runtime.Intrinsics.Vector128<float> v, int i) => 42;
                    public static global::System.Runtime.Intrinsics.Vector512<float> AsSingle(this global::System.Runtime.Intrinsics.Vector512<int> v) => default;
                    public static global::System.Runtime.Intrinsics.Vector512<float> AsSingle<T>(this global::System.Runtime.Intrinsics.Vector512<T> v) => default;
                    public static global::System.Runtime.Intrinsics.Vector512<int> AsInt32<T>(this global::System.Runtime.Intrinsics.Vector512<T> v) => default;
                }
            }
            """);
    }

    [Fact]
    public void Aliases_of_any_name_change_nothing() => Check(
        "namespace Global { public static class Stranger " + Body + " }",
        string.Concat(Hostile().Where(name => name is not ("System" or "SparseCompile" or "global")).Select(name => $"global using @{name} = Global.Stranger;\n")));

    [Fact]
    public void A_library_that_only_an_extern_alias_leads_to_is_found()
    {
        string source = "extern alias sparse;\n" + Source.Replace("using SparseCompile;", "using sparse::SparseCompile;", StringComparison.Ordinal);
        CSharpCompilation compilation = GeneratorRun.Compile(source);
        MetadataReference library = compilation.References.Single(reference => reference.Display!.EndsWith("SparseCompile.dll", StringComparison.Ordinal));
        compilation = compilation.ReplaceReference(library, library.WithAliases(["sparse"]));

        Outputs(GeneratorRun.OfCompilation(compilation, Files())).ShouldBe(Expected.Value);
    }

    [Fact]
    public void Arithmetic_that_is_checked_changes_nothing()
    {
        CSharpCompilation compilation = GeneratorRun.Compile(Source);
        compilation = compilation.WithOptions(compilation.Options.WithOverflowChecks(true));

        Outputs(GeneratorRun.OfCompilation(compilation, Files())).ShouldBe(Expected.Value);
    }

    private const string Source =
        """
        using SparseCompile;
        namespace App
        {
            [SparseModel("weights/two.npz"), Linear("fc1", Activation = Activation.LeakyRelu), Linear("fc2", Activation = Activation.Softmax)]
            public static partial class Model { }

            [SparseModel("weights/columns.npz", Unrolling = Unrolling.None), Linear("a", InputSparsity = 0.9, Activation = Activation.Gelu), Linear("b")]
            public static partial class Skips { }

            [SparseModel("weights/columns.npz", Unrolling = Unrolling.Full), Linear("a"), Linear("b")]
            public static partial class Full { }

            [SparseModel("weights/two.npz", Trainable = "fc2"), Linear("fc1"), Linear("fc2", Activation = Activation.Softmax)]
            public static partial class Learner { }

            [SparseModel("weights/image.npz"), Input(2, 6, 6), Conv2D("c1", Padding = 1, Activation = Activation.Relu), MaxPool2D(2)]
            [Conv2D("c2", Padding = 1, Groups = 20), AveragePool2D(2, Padding = 1), KWinners("w", Count = 8, Boost = 1), Conv2D("c3")]
            public static partial class Image { }

            [SparseModel("weights/cell.npz"), Lstm("cell")]
            public static partial class Cell { }

            [SparseModel("weights/two.npz", Precision = Precision.Int8, Calibration = "weights/inputs.npz"), Linear("fc1", Activation = Activation.Tanh), Linear("fc2", Activation = Activation.Softmax)]
            public static partial class Integers { }

            [SparseModel("weights/image.npz", Precision = Precision.Int8, Calibration = "weights/images.npz"), Input(2, 6, 6), Conv2D("c1", Padding = 1, Activation = Activation.Relu), MaxPool2D(2)]
            [Conv2D("c2", Padding = 1, Groups = 20), AveragePool2D(2, Padding = 1, Name = "mean"), KWinners("w", Count = 8, Boost = 1), Conv2D("c3")]
            [Add("sum", "c3", "c3"), Concat("all", "sum", "c3")]
            public static partial class IntegerImage { }

            public partial class Base { }

            public partial class Outer
            {
                [SparseModel("weights/two.npz"), Linear("fc1")]
                public partial class Model : Base { }

                [SparseMatrix("weights/two.npz", Tensor = "fc1.weight")]
                public static partial void Apply(global::System.ReadOnlySpan<float> ApplyInferCore, global::System.Span<float> columns);
            }
        }
        """;

    private static bool IsLookedUp(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        QualifiedNameSyntax qualified => qualified.Left == name && !IsDeclaration(qualified),
        AliasQualifiedNameSyntax or NameColonSyntax or NamespaceDeclarationSyntax or FileScopedNamespaceDeclarationSyntax => false,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left != name,
        _ => true,
    };

    private static bool IsDeclaration(SyntaxNode name) => name.Parent is BaseNamespaceDeclarationSyntax || (name.Parent is QualifiedNameSyntax outer && IsDeclaration(outer));

    /// <summary>Every identifier that occurs in generated code, and some that C# gives a meaning of their own, except those that the source itself declares.</summary>
    private static string[] Hostile() =>
    [
        .. Friendly.Value.Result.GeneratedTrees.SelectMany(tree => tree.GetRoot().DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)
            .Concat(["nint", "nuint", "var", "dynamic", "notnull", "unmanaged", "Single", "Int32", "Math", "Unsafe", "Attribute", "global"])
            .Except(["Model", "Skips", "Full", "Learner", "Image", "Cell", "Integers", "IntegerImage", "Outer", "Base", "App", "Global", "Apply", "ApplyInfo", "ApplyColumns", "ApplyHardwareDescription"])
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static string HostileType(string name) => $"public static class @{name} {(Body.Contains(" " + name, StringComparison.Ordinal) ? "{ }" : Body)}";

    /// <summary>The source without anything in its way.</summary>
    private static readonly Lazy<GeneratorRun> Friendly = new(() =>
    {
        using HygieneTests test = new();
        return GeneratorRun.Of(Source + "namespace Global { }", test.Files());
    });

    private static readonly Lazy<float[]> Expected = new(() => Outputs(Friendly.Value));

    private IReadOnlyList<WeightInput> Files() =>
    [
        WriteTwoLayers(),
        new NpzBuilder().Add("inputs", [2, 3], 1, -2, 3, 0, 1, 2).Write(Folder, "weights/inputs.npz"),
        new NpzBuilder().Add("inputs", [1, 2, 6, 6], Pruned(72, 1, 2)).Write(Folder, "weights/images.npz"),
        new NpzBuilder().Add("c1.weight", [20, 2, 3, 3], Pruned(360, 3, 5)).Add("c2.weight", [20, 1, 3, 3], Pruned(180, 1, 3)).Add("c3.weight", [5, 20, 1, 1], Pruned(100, 4, 3))
            .Add("w.duty_cycle", [20], [.. Enumerable.Range(0, 20).Select(i => i / 40f)]).Write(Folder, "weights/image.npz"),
        new NpzBuilder().Add("cell.weight_ih_l0", [16, 3], Pruned(48, 2, 3)).Add("cell.weight_hh_l0", [16, 4], Pruned(64, 3, 4)).Write(Folder, "weights/cell.npz"),
        new NpzBuilder().Add("a.weight", [24, 200], Pruned(4800, 12, 5)).Add("b.weight", [6, 24], Pruned(144, 4, 7)).Write(Folder, "weights/columns.npz"),
    ];

    private void Check(string more, string before = "")
    {
        GeneratorRun run = GeneratorRun.Of("global using Global;\n" + before + Source + "\nnamespace Global { }\n" + more, Files());

        run.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        run.CompilerProblems.Where(problem => problem.Severity == DiagnosticSeverity.Error).Select(problem => problem.ToString()).Take(5).ShouldBeEmpty();
        Outputs(run).ShouldBe(Expected.Value);
    }

    /// <summary>Outputs of every form of every model that this processor executes.</summary>
    private static float[] Outputs(GeneratorRun run)
    {
        using LoadedModels loaded = new(run);
        List<float> all = [];
        foreach (LoadedModel model in new[] { loaded["App.Model"], loaded["App.Skips"], loaded["App.Full"], loaded["App.Image"], loaded["App.Outer+Model"], loaded.Matrix("App.Outer", "Apply") })
        {
            float[] x = [.. Enumerable.Range(0, model.Info.InputLength).Select(i => i < 3 ? Input[i] : (i % 7) - 3f)];
            float[] y = new float[model.Info.OutputLength];
            model.Infer(x, y);
            all.AddRange(y);
            foreach (string form in LoadedModel.Forms)
            {
                model.RunForm(form, x, y);
                all.AddRange(y);
            }
        }

        LoadedModel first = loaded["App.Model"];
        float[] batch = new float[2 * first.Info.OutputLength];
        first.InferBatch([.. Input, .. Input], batch);
        first.InferCounted(Input, batch);
        first.InferColumns([1, 1, -2, -2, 3, 3], batch, 2);
        all.AddRange(batch);
        return [.. all];
    }
}
