using SparseCompile.Compiler;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Networks.Declarations;
using SparseCompile.Compiler.Weights;
using SparseCompile.Generator.Tests.Snapshots;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

public sealed class PlanDiagnosticTests : DiagnosticTest
{
    private const string OneLayer = "using SparseCompile;\n[SparseModel(\"weights/one.npz\")]\n[Linear(\"fc1\")]\nstatic partial class One;";

    [Fact]
    public void A_network_over_the_unrolling_budget_is_told() => MatchOne("SPARSE0020", OneLayer, [WriteOne(64, 400, 8)]);

    [Fact]
    public void A_dense_layer_is_a_warning_with_figures()
    {
        GeneratorRun run = GeneratorRun.Of(OneLayer.Replace("npz\"", "npz\", Unrolling = Unrolling.None", StringComparison.Ordinal), WriteOne(64, 400, 1));

        run.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("SPARSE0021");
        Snapshot.MatchText(Describe(run));
    }

    [Fact]
    public void A_layer_without_weights_is_a_warning()
    {
        WeightInput file = new NpzBuilder().Add("fc1.weight", [2, 3], new float[6]).Add("fc1.bias", [2], 1, 2).Write(Folder, "weights/one.npz");

        MatchOne("SPARSE0022", OneLayer, [file]);
    }

    [Fact]
    public void An_error_of_the_compiler_itself_is_reported_and_not_thrown()
    {
        // No generator makes such a declaration.
        WeightInput input = WriteTwoLayers();
        ModelDeclaration declaration = new(
            new TypeDeclaration("", new EquatableArray<string>(["partial class M"]), "M", "M"),
            input.LogicalName!,
            UnrollingMode.Auto,
            EquatableArray<int>.Empty,
            new EquatableArray<LayerDeclaration>([null!]),
            new AttributePlace(0));

        CompilationOutput output = ModelCompiler.Compile(declaration, WeightFile.Open(input.Path, input.LogicalName!));

        CompilerDiagnostic diagnostic = output.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Rule.ShouldBe(Rules.CompilerFailure);
        Snapshot.MatchText(diagnostic.Message);
    }

    private WeightInput WriteOne(int rows, int columns, int keep) =>
        new NpzBuilder().Add("fc1.weight", [rows, columns], Pruned(rows * columns, keep, 3)).Write(Folder, "weights/one.npz");
}
