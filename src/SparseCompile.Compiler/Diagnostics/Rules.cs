namespace SparseCompile.Compiler.Diagnostics;

/// <summary>Every diagnostic, in order of its id.</summary>
public static class Rules
{
    /// <summary>{0} requested path, {1} existing items, {2} hint.</summary>
    public static readonly Rule FileNotFound = Error("SPARSE0001", "Weight file is not among the project's SparseWeights items", "Weight file '{0}' was not found among the SparseWeights items ({1}){2}");

    /// <summary>{0} file, {1} found, {2} expected.</summary>
    public static readonly Rule FileUnreadable = Error("SPARSE0002", "Weight file cannot be read", "Weight file '{0}' cannot be read: found {1}; expected {2}");

    /// <summary>{0} file, {1} tensor clause, {2} found, {3} expected.</summary>
    public static readonly Rule FileMalformed = Error("SPARSE0003", "Weight file is malformed", "Weight file '{0}'{1} is malformed: found {2}; expected {3}");

    /// <summary>{0} file, {1} found, {2} expected.</summary>
    public static readonly Rule UnknownFormat = Error("SPARSE0004", "Weight file format is unknown", "Weight file '{0}' has an unknown format: found {1}; expected {2}");

    /// <summary>{0} file, {1} tensor clause, {2} found, {3} expected.</summary>
    public static readonly Rule UnsupportedDataType = Error("SPARSE0005", "Element type is not supported", "Weight file '{0}'{1} has an unsupported element type: found {2}; expected {3}");

    /// <summary>{0} file, {1} tensor clause, {2} found, {3} expected.</summary>
    public static readonly Rule ValueOutOfRange = Error("SPARSE0006", "Value is out of the range of float32", "Weight file '{0}'{1} contains a value that is out of the range of float32: found {2}; expected {3}");

    /// <summary>{0} file, {1} found, {2} expected.</summary>
    public static readonly Rule PatternWithoutValues = Error("SPARSE0007", "Pattern file has no values", "Weight file '{0}' stores positions but no values: found {1}; expected {2}");

    /// <summary>{0} file, {1} tensor clause, {2} found, {3} expected.</summary>
    public static readonly Rule TooLarge = Error("SPARSE0008", "Tensor is too large", "Weight file '{0}'{1} is too large: found {2}; expected {3}");

    /// <summary>{0} file, {1} tensor, {2} tensors in the file, {3} hint.</summary>
    public static readonly Rule TensorNotFound = Error("SPARSE0009", "Tensor not found in the weight file", "Weight file '{0}' does not contain tensor '{1}'; it contains {2}{3}");

    /// <summary>{0} file, {1} tensor, {2} found, {3} expected.</summary>
    public static readonly Rule WrongShape = Error("SPARSE0010", "Tensor has the wrong shape", "Tensor '{1}' in '{0}' has the wrong shape: found {2}; expected {3}");

    /// <summary>{0} layer, {1} found, {2} expected, {3} source of the expectation.</summary>
    public static readonly Rule ShapesDoNotChain = Error("SPARSE0011", "Layer shapes do not match", "Layer '{0}' takes {1} inputs; expected {2}, {3}");

    /// <summary>{0} file, {1} tensor, {2} value, {3} index.</summary>
    public static readonly Rule NonFiniteWeight = Error("SPARSE0012", "Weight is not finite", "Tensor '{1}' in '{0}' is not finite: found {2} at {3}; expected finite float32 values");

    /// <summary>{0} type that is not partial, {1} type to generate members for.</summary>
    public static readonly Rule NotPartial = Error("SPARSE0013", "Class is not partial", "Class '{0}' must be partial so that members can be generated for '{1}'");

    /// <summary>{0} kind, {1} name.</summary>
    public static readonly Rule DuplicateDefinition = Error("SPARSE0014", "Duplicate definition", "{0} '{1}' is defined more than once; names must be unique");

    /// <summary>{0} option, {1} found, {2} expected.</summary>
    public static readonly Rule UnknownOption = Error("SPARSE0015", "Invalid option value", "Invalid value for '{0}': found {1}; expected {2}");

    /// <summary>{0} model.</summary>
    public static readonly Rule NoLayers = Error("SPARSE0016", "Model has no layers", "Model '{0}' has no layer that computes anything; expected at least one, such as [Linear] or [Conv2D]");

    /// <summary>{0} method, {1} found.</summary>
    public static readonly Rule WrongSignature = Error("SPARSE0017", "Method has the wrong signature", "Method '{0}' has the wrong signature: found {1}; expected 'static partial void {0}(ReadOnlySpan<float> x, Span<float> y)' without a body");

    /// <summary>{0} type, {1} found, {2} expected.</summary>
    public static readonly Rule UnsupportedType = Error("SPARSE0018", "Type cannot contain generated code", "Type '{0}' cannot contain generated code: found {1}; expected {2}");

    /// <summary>{0} file, {1} its matrices.</summary>
    public static readonly Rule TensorNotNamed = Error("SPARSE0019", "Tensor name is required", "Weight file '{0}' contains {1}; expected one matrix, or Tensor = \"name\" to select one");

    /// <summary>{0} model, {1} found, {2} budget.</summary>
    public static readonly Rule OverUnrollingBudget = new("SPARSE0020", "Network exceeds the unrolling budget", "'{0}' exceeds the unrolling budget ({1}; the budget is {2}) and is compiled to table-driven loops; set Unrolling = Unrolling.Full to override", RuleSeverity.Info);

    /// <summary>{0} layer, {1} density, {2} sparse estimate, {3} dense estimate.</summary>
    public static readonly Rule TooDense = new("SPARSE0021", "Layer is too dense to benefit from sparsity", "Layer '{0}' is too dense to benefit from sparsity: {1} of its weights are non-zero; estimated {2} ns, against {3} ns for a dense kernel", RuleSeverity.Warning);

    /// <summary>{0} layer, {1} shape.</summary>
    public static readonly Rule AllZero = new("SPARSE0022", "All weights of the layer are zero", "All weights of layer '{0}' ({1}) are zero; its outputs do not depend on its inputs", RuleSeverity.Warning);

    /// <summary>{0} type.</summary>
    public static readonly Rule UnsafeCodeRequired = Error("SPARSE0023", "Unsafe code is not allowed", "Generated code for '{0}' uses pointers; expected <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project file");

    /// <summary>{0} model, {1} exception.</summary>
    public static readonly Rule CompilerFailure = Error("SPARSE0024", "Internal compiler error", "SparseCompile failed to compile '{0}' because of an internal error; please report it: {1}");

    /// <summary>{0} attribute, {1} found, {2} expected.</summary>
    public static readonly Rule InvalidName = Error("SPARSE0025", "Name is missing", "{0} has an invalid name: found {1}; expected {2}");

    /// <summary>{0} layer, {1} patterns, {2} kernel.</summary>
    public static readonly Rule PatternFound = new("SPARSE0026", "Pruning pattern detected", "Pruning pattern detected in layer '{0}': {1}; kernel: {2}", RuleSeverity.Info);

    /// <summary>{0} tuning record, {1} hash in the record, {2} weight file, {3} hash of the file.</summary>
    public static readonly Rule PlanOutdated = new("SPARSE0027", "Tuning record is out of date", "Tuning record '{0}' is ignored: it was measured for weights with SHA-256 {1}, but '{2}' has {3}; run 'sparsec tune' to measure again", RuleSeverity.Warning);

    /// <summary>{0} tuning record, {1} found, {2} expected.</summary>
    public static readonly Rule PlanUnusable = new("SPARSE0028", "Tuning record cannot be fully applied", "Tuning record '{0}' was not fully applied: found {1}; expected {2}", RuleSeverity.Warning);

    /// <summary>{0} layer, {1} name asked for, {2} names there are, {3} hint.</summary>
    public static readonly Rule UnknownSource = Error("SPARSE0029", "Layer reads an unknown layer", "Layer '{0}' reads '{1}', which no layer before it is called; before it are {2}{3}");

    /// <summary>{0} layer, {1} found, {2} expected.</summary>
    public static readonly Rule OperandsDiffer = Error("SPARSE0030", "Operands differ in length", "Layer '{0}' adds values of different lengths: found {1}; expected {2}");

    /// <summary>{0} layer.</summary>
    public static readonly Rule UnusedLayer = new("SPARSE0031", "Layer is not used", "The model's output does not depend on layer '{0}', which is not compiled; expected a later layer to read it", RuleSeverity.Warning);

    /// <summary>{0} model, {1} type, {2} file.</summary>
    public static readonly Rule TypeReplaced = Error("SPARSE0040", "Project declares a type that generated code uses", "'{0}' cannot be compiled: found type '{1}' declared in '{2}'; expected only the type of that name that generated code uses, from the framework or from SparseCompile");

    /// <summary>{0} model, {1} generated file, {2} its folder.</summary>
    public static readonly Rule CompiledTwice = Error("SPARSE0041", "Generated files are compiled twice", "'{0}' is already generated: found '{1}', written by an earlier build, among the project's sources; expected none; add <Compile Remove=\"{2}/**\" /> to the project");

    /// <summary>{0} model, {1} declarations, {2} their files.</summary>
    public static readonly Rule ScatteredLayers = Error("SPARSE0042", "Layers are declared on several partial declarations", "Layers of '{0}' are declared on {1} partial declarations: found {2}; expected all of them on one, as their order would depend on file names");

    /// <summary>{0} requested path, {1} items.</summary>
    public static readonly Rule AmbiguousFile = Error("SPARSE0043", "Weight file name is ambiguous", "Weight file '{0}' is ambiguous: found {1}; expected one SparseWeights item of that name");

    /// <summary>{0} model, {1} language version.</summary>
    public static readonly Rule LanguageTooOld = Error("SPARSE0044", "C# 12 or later is required", "'{0}' cannot be compiled: found C# {1}; expected C# 12 or later (property LangVersion)");

    /// <summary>{0} file, {1} what it is, {2} what was expected, and how to convert it.</summary>
    public static readonly Rule NotAWeightFile = Error("SPARSE0050", "File is not a weight file", "Weight file '{0}' is {1}; expected {2}");

    /// <summary>{0} model, {1} file, {2} tensors.</summary>
    public static readonly Rule TensorsNotRead = new("SPARSE0051", "Tensors are not read", "Model '{0}' does not read these tensors of '{1}': {2}", RuleSeverity.Info);

    /// <summary>{0} file, {1} tensor, {2} layer, {3} what it seems to be, {4} what to do.</summary>
    public static readonly Rule PartNotRead = new("SPARSE0052", "Part of a layer is not read", "Tensor '{1}' in '{0}' is not read, but seems to be {3} of layer '{2}'; expected {4}", RuleSeverity.Warning);

    /// <summary>{0} layer, {1} file, {2} found, {3} expected.</summary>
    public static readonly Rule EncodingNotRead = Error("SPARSE0053", "Weight encoding is not supported", "The weights of layer '{0}' are stored in '{1}' in a way that is not read: found {2}; expected {3}");

    /// <summary>{0} layer, {1} count, {2} remedy.</summary>
    public static readonly Rule NoZeros = new("SPARSE0054", "Layer has no zero weights", "None of the {1} weights of layer '{0}' is zero; {2}", RuleSeverity.Info);

    /// <summary>{0} layer, {1} found, {2} property.</summary>
    public static readonly Rule NearZeros = new("SPARSE0055", "Small weights are not zero", "Small weights of layer '{0}' look pruned, but are not zero: {1}; {2} treats them as pruned", RuleSeverity.Info);

    /// <summary>{0} tensor, {1} and {2} files.</summary>
    public static readonly Rule TensorInTwoFiles = Error("SPARSE0056", "Tensor is in two files", "Tensor '{0}' is in both '{1}' and '{2}'; expected each tensor in one of the model's files");

    /// <summary>{0} layer, {1} tensor, {2} file, {3} shape.</summary>
    public static readonly Rule OrderAmbiguous = new("SPARSE0057", "Order of a weight matrix is ambiguous", "The weights of layer '{0}' may be read the wrong way round: found '{1}' in '{2}' of shape {3}, which Keras, Flax and scikit-learn store as [inputs, outputs], and read as [outputs, inputs]; expected Transposed = true, or Transposed = false if the order is meant", RuleSeverity.Warning);

    /// <summary>{0} model, {1} found, {2} expected.</summary>
    public static readonly Rule CalibrationMissing = Error("SPARSE0070", "Calibration file is missing", "Model '{0}' cannot be quantised to int8: found {1}; expected {2}");

    /// <summary>{0} file, {1} tensor clause, {2} found, {3} expected.</summary>
    public static readonly Rule CalibrationUnusable = Error("SPARSE0071", "Calibration inputs cannot be used", "Calibration file '{0}'{1} cannot be used: found {2}; expected {3}");

    /// <summary>{0} layer, {1} found, {2} expected.</summary>
    public static readonly Rule NotQuantizable = Error("SPARSE0072", "Layer cannot be quantised", "Layer '{0}' cannot be quantised to int8: found {1}; expected {2}");

    /// <summary>{0} layer, {1} and {2} counts.</summary>
    public static readonly Rule WeightsVanish = new("SPARSE0073", "Weights become zero in int8", "{1} of the {2} non-zero weights of layer '{0}' are less than half a step of int8 and become zero; they are not multiplied", RuleSeverity.Info);

    /// <summary>{0} layer, {1} and {2} counts.</summary>
    public static readonly Rule WeightsRequantized = new("SPARSE0076", "Integer weights of the file are quantised anew", "{1} of the {2} rows of layer '{0}' are quantised anew: found integers of the file that are none of int8 without a zero point; expected -128 to 127 after the zero point is subtracted, and one scale for each row", RuleSeverity.Info);

    /// <summary>{0} model.</summary>
    public static readonly Rule CalibrationUnused = new("SPARSE0074", "Calibration file is not used", "Model '{0}' has a calibration file, but does not use it: found Precision = Float32; expected Precision = Int8, or no Calibration", RuleSeverity.Warning);

    /// <summary>{0} trace, {1} found, {2} expected.</summary>
    public static readonly Rule TraceUnusable = new("SPARSE0058", "Trace cannot be fully applied", "Trace '{0}' was not fully applied: found {1}; expected {2}", RuleSeverity.Warning);

    /// <summary>{0} model, {1} name, {2} names.</summary>
    public static readonly Rule UnknownTarget = Error("SPARSE0060", "Hardware target is unknown", "Model '{0}' names the hardware target '{1}', which is neither built in nor in a *.sparsetarget.json file of the project; expected one of {2}");

    /// <summary>{0} file, {1} place, {2} found, {3} expected.</summary>
    public static readonly Rule TargetMalformed = Error("SPARSE0061", "Hardware target file is malformed", "Target file '{0}' cannot be used, at {1}: found {2}; expected {3}");

    /// <summary>{0} model, {1} target, {2} reason.</summary>
    public static readonly Rule TargetUnfit = new("SPARSE0062", "Network cannot run on the hardware target", "Network '{0}' cannot run on hardware target '{1}': {2}", RuleSeverity.Warning);

    /// <summary>{0} node, {1} its operands, {2} multiply-accumulates.</summary>
    public static readonly Rule DenseProduct = new("SPARSE0075", "Product of run-time values is dense", "'{0}' multiplies two values that are both known at run time only ({1}): it runs on a dense kernel, {2} multiply-accumulates", RuleSeverity.Info);

    /// <summary>{0} model, {1} tensor, {2} external file.</summary>
    public static readonly Rule ExternalDataNotFound = Error("SPARSE0080", "External data of an ONNX model is not among the project's SparseWeights items", "ONNX model '{0}' keeps tensor '{1}' in '{2}', which was not found among the SparseWeights items; expected that file as an item, in the folder of the model");

    /// <summary>{0} model, {1} node, {2} operator, {3} found, {4} expected.</summary>
    public static readonly Rule OnnxNode = Error("SPARSE0081", "ONNX node cannot be compiled", "Node '{1}' ({2}) of ONNX model '{0}' cannot be compiled: found {3}; expected {4}");

    /// <summary>{0} model, {1} found, {2} expected.</summary>
    public static readonly Rule OnnxModel = Error("SPARSE0082", "ONNX model cannot be compiled", "ONNX model '{0}' cannot be compiled: found {1}; expected {2}");

    /// <summary>{0} model, {1} input, {2} found, {3} expected.</summary>
    public static readonly Rule OnnxInput = Error("SPARSE0083", "Input of an ONNX model has no fixed shape", "Input {1} of ONNX model '{0}' has no shape that can be compiled: found {2}; expected {3}");

    /// <summary>{0} layer, {1} found, {2} expected.</summary>
    public static readonly Rule NotTrainable = Error("SPARSE0095", "Layer cannot learn", "Layer '{0}' cannot be trainable: found {1}; expected {2}");

    /// <summary>Every rule, by id.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        FileNotFound, FileUnreadable, FileMalformed, UnknownFormat, UnsupportedDataType, ValueOutOfRange, PatternWithoutValues, TooLarge,
        TensorNotFound, WrongShape, ShapesDoNotChain, NonFiniteWeight, NotPartial, DuplicateDefinition, UnknownOption, NoLayers,
        WrongSignature, UnsupportedType, TensorNotNamed, OverUnrollingBudget, TooDense, AllZero, UnsafeCodeRequired, CompilerFailure, InvalidName, PatternFound,
        PlanOutdated, PlanUnusable, UnknownSource, OperandsDiffer, UnusedLayer, TypeReplaced, CompiledTwice,
        ScatteredLayers, AmbiguousFile, LanguageTooOld,
        NotAWeightFile, TensorsNotRead, PartNotRead, EncodingNotRead, NoZeros, NearZeros, TensorInTwoFiles, OrderAmbiguous,
        TraceUnusable, UnknownTarget, TargetMalformed, TargetUnfit,
        CalibrationMissing, CalibrationUnusable, NotQuantizable, WeightsVanish, CalibrationUnused, DenseProduct, WeightsRequantized,
        ExternalDataNotFound, OnnxNode, OnnxModel, OnnxInput, NotTrainable,
    ];

    private static Rule Error(string id, string title, string message) => new(id, title, message, RuleSeverity.Error);
}
