namespace SparseCompile.Compiler.Diagnostics;

/// <summary>Every diagnostic, in order of its id.</summary>
public static class Rules
{
    /// <summary>{0} path asked for, {1} items there are, {2} hint.</summary>
    public static readonly Rule FileNotFound = Error("SPARSE0001", "Weight file is not among the project's SparseWeights items", "Weight file '{0}' was not found among the SparseWeights items ({1}){2}");

    /// <summary>{0} file, {1} what happened.</summary>
    public static readonly Rule FileUnreadable = Error("SPARSE0002", "Weight file cannot be read", "Weight file '{0}' cannot be read: found {1}; expected {2}");

    /// <summary>{0} file, {1} tensor clause, {2} found, {3} expected.</summary>
    public static readonly Rule FileMalformed = Error("SPARSE0003", "Weight file is malformed", "Weight file '{0}'{1} is malformed: found {2}; expected {3}");

    /// <summary>{0} file, {1} found, {2} expected.</summary>
    public static readonly Rule UnknownFormat = Error("SPARSE0004", "Weight file format is unknown", "Weight file '{0}' has no known format: found {1}; expected {2}");

    /// <summary>{0} file, {1} tensor clause, {2} found, {3} expected.</summary>
    public static readonly Rule UnsupportedDataType = Error("SPARSE0005", "Element type is not supported", "Weight file '{0}'{1} has an element type that is not supported: found {2}; expected {3}");

    /// <summary>{0} file, {1} tensor clause, {2} found, {3} expected.</summary>
    public static readonly Rule InexactValue = Error("SPARSE0006", "Value has no exact float32", "Weight file '{0}'{1} holds a value that float32 cannot hold exactly: found {2}; expected {3}");

    /// <summary>{0} file, {1} found, {2} expected.</summary>
    public static readonly Rule PatternWithoutValues = Error("SPARSE0007", "Pattern file has no values", "Weight file '{0}' stores positions only: found {1}; expected {2}");

    /// <summary>{0} file, {1} tensor clause, {2} found, {3} expected.</summary>
    public static readonly Rule TooLarge = Error("SPARSE0008", "Tensor is too large", "Weight file '{0}'{1} is too large: found {2}; expected {3}");

    /// <summary>{0} file, {1} tensor, {2} names there are, {3} hint.</summary>
    public static readonly Rule TensorNotFound = Error("SPARSE0009", "Tensor is not in the weight file", "Weight file '{0}' has no tensor '{1}'; it has {2}{3}");

    /// <summary>{0} file, {1} tensor, {2} found, {3} expected.</summary>
    public static readonly Rule WrongShape = Error("SPARSE0010", "Tensor has the wrong shape", "Tensor '{1}' of '{0}' has the wrong shape: found {2}; expected {3}");

    /// <summary>{0} layer, {1} found, {2} expected, {3} who says so.</summary>
    public static readonly Rule ShapesDoNotChain = Error("SPARSE0011", "Shapes do not chain", "Layer '{0}' takes {1} inputs; expected {2}, {3}");

    /// <summary>{0} file, {1} tensor, {2} value, {3} place.</summary>
    public static readonly Rule NonFiniteWeight = Error("SPARSE0012", "Weight is not finite", "Tensor '{1}' of '{0}' is not finite: found {2} at {3}; expected finite float32 values only");

    /// <summary>{0} type.</summary>
    public static readonly Rule NotPartial = Error("SPARSE0013", "Class is not partial", "Class '{0}' must be partial, so that the members of '{1}' can be generated");

    /// <summary>{0} what, {1} name.</summary>
    public static readonly Rule DuplicateDefinition = Error("SPARSE0014", "Duplicate definition", "{0} '{1}' is defined twice; names must be unique");

    /// <summary>{0} option, {1} found, {2} expected.</summary>
    public static readonly Rule UnknownOption = Error("SPARSE0015", "Option has no meaning", "Option '{0}' has no meaning: found {1}; expected {2}");

    /// <summary>{0} model.</summary>
    public static readonly Rule NoLayers = Error("SPARSE0016", "Model has no layers", "Model '{0}' has no layer with weights; expected at least one [Linear]");

    /// <summary>{0} method, {1} found.</summary>
    public static readonly Rule WrongSignature = Error("SPARSE0017", "Method has the wrong signature", "Method '{0}' has the wrong signature: found {1}; expected 'static partial void {0}(ReadOnlySpan<float> x, Span<float> y)' without a body");

    /// <summary>{0} type, {1} found, {2} expected.</summary>
    public static readonly Rule UnsupportedType = Error("SPARSE0018", "Type cannot hold generated code", "Type '{0}' cannot hold generated code: found {1}; expected {2}");

    /// <summary>{0} file, {1} names.</summary>
    public static readonly Rule TensorNotNamed = Error("SPARSE0019", "Tensor must be named", "Weight file '{0}' holds {1}; expected one matrix, or Tensor = \"name\" to choose one");

    /// <summary>{0} layer, {1} found, {2} budget.</summary>
    public static readonly Rule OverUnrollingBudget = new("SPARSE0020", "Over the unrolling budget", "'{0}' is over the unrolling budget ({1}; the budget is {2}), so its kernels are loops driven from tables; Unrolling = Unrolling.Full overrides this", RuleSeverity.Info);

    /// <summary>{0} layer, {1} density, {2} estimates.</summary>
    public static readonly Rule TooDense = new("SPARSE0021", "Too dense for sparsity to pay", "Layer '{0}' is too dense for sparsity to pay: {1} of its weights are not zero, estimated {2} ns against {3} ns for a dense kernel", RuleSeverity.Warning);

    /// <summary>{0} layer, {1} shape.</summary>
    public static readonly Rule AllZero = new("SPARSE0022", "Layer is all zero", "Layer '{0}' has no weight other than zero ({1}); its outputs do not depend on its inputs", RuleSeverity.Warning);

    /// <summary>{0} type.</summary>
    public static readonly Rule UnsafeCodeRequired = Error("SPARSE0023", "Unsafe code is not allowed", "'{0}' is compiled to code that uses pointers; expected <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project");

    /// <summary>{0} model, {1} exception.</summary>
    public static readonly Rule CompilerFailure = Error("SPARSE0024", "Sparse compiler failure", "'{0}' could not be compiled because of an error in SparseCompile itself, please report it: {1}");

    /// <summary>{0} layer name, {1} expected.</summary>
    public static readonly Rule InvalidName = Error("SPARSE0025", "Name is missing", "{0} has no usable name: found {1}; expected {2}");

    /// <summary>{0} layer, {1} patterns, {2} kernel.</summary>
    public static readonly Rule PatternFound = new("SPARSE0026", "Pruning pattern found", "Layer '{0}' is pruned in a pattern: {1}; its kernel: {2}", RuleSeverity.Info);

    /// <summary>{0} plan, {1} hash it was measured for, {2} weights, {3} hash they have.</summary>
    public static readonly Rule PlanOutdated = new("SPARSE0027", "Plan was measured for other weights", "Plan '{0}' is ignored: it was measured for weights of SHA-256 {1}, and '{2}' has {3}; 'sparsec tune' measures again", RuleSeverity.Warning);

    /// <summary>{0} plan, {1} found, {2} expected.</summary>
    public static readonly Rule PlanUnusable = new("SPARSE0028", "Plan cannot be used", "Plan '{0}' is ignored where it cannot be used: found {1}; expected {2}", RuleSeverity.Warning);

    /// <summary>Every rule, by id.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        FileNotFound, FileUnreadable, FileMalformed, UnknownFormat, UnsupportedDataType, InexactValue, PatternWithoutValues, TooLarge,
        TensorNotFound, WrongShape, ShapesDoNotChain, NonFiniteWeight, NotPartial, DuplicateDefinition, UnknownOption, NoLayers,
        WrongSignature, UnsupportedType, TensorNotNamed, OverUnrollingBudget, TooDense, AllZero, UnsafeCodeRequired, CompilerFailure, InvalidName, PatternFound,
        PlanOutdated, PlanUnusable,
    ];

    private static Rule Error(string id, string title, string message) => new(id, title, message, RuleSeverity.Error);
}
