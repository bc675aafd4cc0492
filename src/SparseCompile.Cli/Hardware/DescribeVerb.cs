using System.CommandLine;
using SparseCompile.Cli.Projects;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Generator.Pipeline;

namespace SparseCompile.Cli.Hardware;

/// <summary>The verb <c>describe</c>: prints the descriptions of a project's models.</summary>
internal static class DescribeVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("describe", "Prints the hardware description of each model as JSON.");
        ProjectOptions project = new(command);
        command.SetAction(result => project.Run(result, Describe));
        return command;
    }

    private static int Describe(IReadOnlyList<BoundDeclaration> models)
    {
        foreach (BoundDeclaration model in models)
        {
            List<CompilerDiagnostic> diagnostics = [];
            ModelPlan plan = ModelCompiler.Plan(model.Declaration, model.File!, diagnostics)
                ?? throw new ProjectException($"{model.Declaration.FullName}: {diagnostics[0].Message}");
            Console.Write(ModelCompiler.DescribeHardware(model.Declaration, model.File!, plan));
        }

        return 0;
    }
}
