using System.Security.Cryptography;
using System.Text;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.CSharp;
using SparseCompile.Compiler.CSharp.Files;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Networks.Declarations;
using SparseCompile.Compiler.Planning;
using SparseCompile.Compiler.Weights;

namespace SparseCompile.Compiler;

/// <summary>The whole way: declaration and weight file in, C# out.</summary>
public static class ModelCompiler
{
    /// <summary>Compiles a model or a matrix. Does not throw for any declaration or file; a failure of its own is a diagnostic too.</summary>
    /// <param name="declaration">What to compile.</param>
    /// <param name="file">Its weight file, without an error of its own.</param>
    public static CompilationOutput Compile(SparseDeclaration declaration, WeightFile file)
    {
        List<CompilerDiagnostic> diagnostics = [];
        try
        {
            return Plan(declaration, file, diagnostics) is { } plan
                ? new CompilationOutput(declaration.FullName, Write(declaration, file, plan).ToEquatableArray(), diagnostics.ToEquatableArray())
                : Fail(declaration, diagnostics);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The last line of defence: a compiler that throws takes the user's whole build with it.
            string cause = $"{exception.GetType().Name}: {exception.Message}";
            CompilerDiagnostic failure = CompilerDiagnostic.Create(Rules.CompilerFailure, declaration.Location, declaration.DisplayName, cause);
            return Fail(declaration, [failure]);
        }
    }

    /// <summary>What a declaration that cannot be compiled gives: diagnostics, and members that throw, for the code that uses them to mean something.</summary>
    public static CompilationOutput Fail(SparseDeclaration declaration, IEnumerable<CompilerDiagnostic> diagnostics) =>
        new(declaration.FullName, new EquatableArray<GeneratedFile>([StubFile.Write(declaration)]), diagnostics.ToEquatableArray());

    /// <summary>Everything up to the plan; null, with diagnostics, when the model cannot be compiled.</summary>
    public static ModelPlan? Plan(SparseDeclaration declaration, WeightFile file, ICollection<CompilerDiagnostic> diagnostics)
    {
        Network? network = declaration switch
        {
            ModelDeclaration model => NetworkBuilder.Build(model, file, diagnostics),
            MatrixDeclaration matrix => MatrixNetwork.Build(matrix, file, diagnostics),
            _ => null,
        };
        if (network is null)
        {
            return null;
        }

        ModelPlan plan = Planner.Plan(DeadNeuronElimination.Run(network), declaration.Unrolling, CostTable.Avx512);
        PlanDiagnostics.Report(declaration, plan, diagnostics);
        return plan;
    }

    private static List<GeneratedFile> Write(SparseDeclaration declaration, WeightFile file, ModelPlan plan)
    {
        string prefix = declaration is MatrixDeclaration matrix ? matrix.Method : "";
        string[] identifiers = Identifiers.Make(plan.Layers.Select(layer => layer.Layer.Name));
        GenerationContext context = new(declaration, plan, file, prefix, identifiers);
        KernelSet kernels = new(plan);
        List<GeneratedFile> generated =
        [
            ShellFile.Write(context, HardwareDescriber.Describe(HardwareModels.Create(declaration.DisplayName, plan, file, OptionsHash(declaration)))),
            CoreFile.Write(context, kernels),
        ];
        if (kernels.Fused is { } fused)
        {
            generated.Add(LayerFiles.WriteFused(context, fused));
        }

        for (int i = 0; i < identifiers.Length; i++)
        {
            generated.AddRange(LayerFiles.Write(context, kernels.Layers[i], identifiers[i], kernels.HasBatch));
        }

        return generated;
    }

    /// <summary>SHA-256 of what shapes the output besides the weights.</summary>
    private static string OptionsHash(SparseDeclaration declaration)
    {
        string options = $"{CompilerInfo.Version};{CostTable.Avx512.Provenance};{declaration.Unrolling};{UnrollingBudget.StepsPerNetwork}";
        using SHA256 sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(options)).Select(value => value.ToString("x2")));
    }
}
