using System.Security.Cryptography;
using System.Text;
using SparseCompile.Compiler.CSharp;
using SparseCompile.Compiler.CSharp.Files;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Importers.Attributes.Declarations;
using SparseCompile.Compiler.Planning;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Targets.Costs;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler;

/// <summary>The whole way: declaration and weight file in, C# out.</summary>
public static class ModelCompiler
{
    /// <summary>Compiles a model or a matrix. Does not throw for any declaration or file; a failure of its own is a diagnostic too.</summary>
    /// <param name="declaration">What to compile.</param>
    /// <param name="file">Its weight file, without an error of its own.</param>
    /// <param name="measured">The plan that lies beside the weight file; null for none.</param>
    public static CompilationOutput Compile(SparseDeclaration declaration, WeightFile file, PlanFile? measured = null)
    {
        List<CompilerDiagnostic> diagnostics = [];
        ModelChoices? choices = PlanFileUse.ChoicesOf(declaration, file, measured, diagnostics);
        return Compile(declaration, file, choices, diagnostics, plan =>
        {
            if (choices is not null)
            {
                PlanFileUse.ReportUnused(declaration, plan, choices, measured!, diagnostics);
            }
        });
    }

    /// <summary>Compiles with kernels of one's own choice.</summary>
    /// <param name="declaration">What to compile.</param>
    /// <param name="file">Its weight file, without an error of its own.</param>
    /// <param name="choices">Kernels by layer; the others are chosen by their estimates.</param>
    public static CompilationOutput Compile(SparseDeclaration declaration, WeightFile file, ModelChoices choices) => Compile(declaration, file, choices, [], _ => { });

    private static CompilationOutput Compile(SparseDeclaration declaration, WeightFile file, ModelChoices? choices, List<CompilerDiagnostic> diagnostics, Action<ModelPlan> check)
    {
        try
        {
            if (Plan(declaration, file, diagnostics, choices) is not { } plan)
            {
                return Fail(declaration, diagnostics);
            }

            check(plan);
            return new CompilationOutput(declaration.FullName, Write(declaration, file, plan, choices).ToEquatableArray(), diagnostics.ToEquatableArray());
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
    public static ModelPlan? Plan(SparseDeclaration declaration, WeightFile file, ICollection<CompilerDiagnostic> diagnostics, ModelChoices? choices = null)
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

        ModelPlan plan = Planner.Plan(DeadNeuronElimination.Run(network), declaration.Unrolling, CostTable.Avx512, choices);
        PlanDiagnostics.Report(declaration, plan, diagnostics);
        return plan;
    }

    private static List<GeneratedFile> Write(SparseDeclaration declaration, WeightFile file, ModelPlan plan, ModelChoices? choices)
    {
        string prefix = declaration is MatrixDeclaration matrix ? matrix.Method : "";
        string[] identifiers = Identifiers.Make(plan.Layers.Select(layer => layer.Layer.Name));
        GenerationContext context = new(declaration, plan, file, prefix, identifiers);
        KernelSet kernels = new(plan);
        List<GeneratedFile> generated =
        [
            ShellFile.Write(context, HardwareDescriber.Describe(HardwareModels.Create(declaration.DisplayName, plan, file, OptionsHash(declaration, choices)))),
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
    private static string OptionsHash(SparseDeclaration declaration, ModelChoices? choices)
    {
        string kernels = choices is null ? "" : ";" + string.Join(";", choices.Layers.Select(choice => choice.Layer + "=" + choice.Kernel));
        string options = $"{CompilerInfo.Version};{CostTable.Avx512.Provenance};{declaration.Unrolling};{UnrollingBudget.StepsPerNetwork}{kernels}";
        using SHA256 sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(options)).Select(value => value.ToString("x2")));
    }
}
