using SparseCompile.Compiler.CSharp;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler;

namespace SparseCompile.Generator.Pipeline;

/// <summary>A declaration with all that decides what it compiles to: when this is equal, nothing is computed again.</summary>
/// <param name="Declaration">The model or matrix.</param>
/// <param name="File">Its weight file; null when there is none.</param>
/// <param name="Measured">The records beside that.</param>
/// <param name="Missing">What to say when there is none; null otherwise.</param>
/// <param name="HintSuffix">Keeps hint names apart that would collide.</param>
internal sealed record BoundDeclaration(SparseDeclaration Declaration, WeightFile? File, MeasuredRecords Measured, CompilerDiagnostic? Missing, string HintSuffix)
{
    /// <summary>The calibration inputs that the model names; null for none.</summary>
    public WeightFile? Calibration { get; init; }

    /// <summary>The project's hardware targets; none where the declaration names none, so that it does not depend on them.</summary>
    public EquatableArray<TargetFile> Targets { get; init; } = EquatableArray<TargetFile>.Empty;

    /// <summary>Finds a declaration's file.</summary>
    public static BoundDeclaration Bind(SparseDeclaration declaration, WeightFileSet files, ProjectSettings project, NameCollisions collisions)
    {
        List<CompilerDiagnostic> diagnostics = [];
        WeightFile? file = null;
        declaration = declaration with { Type = declaration.Type with { LibraryAlias = project.LibraryAlias } };
        if (project.Problem(declaration) is { } problem)
        {
            diagnostics.Add(problem);
        }
        else
        {
            file = WeightFileLookup.Find(declaration, files.Files, diagnostics);
        }

        WeightFile? calibration = null;
        if (file is not null && declaration is ModelDeclaration { Calibration: { } path })
        {
            calibration = WeightFileLookup.Find(path, declaration, files.Files, diagnostics);
            file = calibration is null ? null : file;
        }

        return new BoundDeclaration(declaration, file, file is null ? MeasuredRecords.None : files.RecordsOf(file), diagnostics.FirstOrDefault(), collisions.SuffixOf(declaration))
        {
            Calibration = calibration,
            Targets = declaration.HardwareTargets.Length == 0 ? EquatableArray<TargetFile>.Empty : files.Targets,
        };
    }

    /// <summary>Compiles it.</summary>
    public CompilationOutput Compile()
    {
        CompilationOutput output = File is null
            ? ModelCompiler.Fail(Declaration, Missing is null ? [] : [Missing])
            : ModelCompiler.Compile(Declaration, File, Measured, Calibration, Targets);
        return HintSuffix.Length == 0 ? output : output with
        {
            Files = output.Files.Select(file => file with { HintName = file.HintName.Substring(0, file.HintName.Length - 5) + HintSuffix + ".g.cs" }).ToEquatableArray(),
        };
    }
}
