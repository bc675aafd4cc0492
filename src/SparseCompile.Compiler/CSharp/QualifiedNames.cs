namespace SparseCompile.Compiler.CSharp;

/// <summary>
/// Types that generated code uses, from the global namespace down: a simple name would mean whatever type, namespace, member or alias of that name the user's own
/// code has in sight. Generated code uses simple names only for locals, parameters and its own members.
/// </summary>
internal static class QualifiedNames
{
    /// <summary>What the library's types begin with.</summary>
    public const string Library = "global::SparseCompile.";

    public const string ArgumentExceptionType = "global::System.ArgumentException";
    public const string InvalidOperationExceptionType = "global::System.InvalidOperationException";
    public const string MathF = "global::System.MathF";
    public const string ReadOnlySpan = "global::System.ReadOnlySpan";
    public const string Span = "global::System.Span";

    /// <summary>The same type as <c>nint</c>, which is no keyword: a user's type may be called so.</summary>
    public const string NativeInt = "global::System.IntPtr";

    public const string GeneratedCode = "global::System.CodeDom.Compiler.GeneratedCodeAttribute";
    public const string MethodImpl = "global::System.Runtime.CompilerServices.MethodImplAttribute";
    public const string MethodImplOptions = "global::System.Runtime.CompilerServices.MethodImplOptions";
    public const string SkipLocalsInit = "global::System.Runtime.CompilerServices.SkipLocalsInitAttribute";

    public const string Vector128 = "global::System.Runtime.Intrinsics.Vector128";
    public const string Vector256 = "global::System.Runtime.Intrinsics.Vector256";
    public const string Vector512 = "global::System.Runtime.Intrinsics.Vector512";
    public const string Avx = "global::System.Runtime.Intrinsics.X86.Avx";
    public const string Avx512F = "global::System.Runtime.Intrinsics.X86.Avx512F";
    public const string Fma = "global::System.Runtime.Intrinsics.X86.Fma";
    public const string Sse = "global::System.Runtime.Intrinsics.X86.Sse";
    public const string Sse2 = "global::System.Runtime.Intrinsics.X86.Sse2";

    public const string HardwareDescriptionSet = Library + "HardwareDescriptionSet";
    public const string KernelCandidateInfo = Library + "KernelCandidateInfo";
    public const string SparseLayerInfo = Library + "SparseLayerInfo";
    public const string SparseModelInfo = Library + "SparseModelInfo";
    public const string SparseWeightsInfo = Library + "SparseWeightsInfo";
    public const string WeightPatternInfo = Library + "WeightPatternInfo";

    /// <summary>What the types that only generated code calls begin with.</summary>
    public const string Runtime = Library + "Runtime.";

    public const string BatchCopy = Runtime + "BatchCopy";
    public const string ColumnCopy = Runtime + "ColumnCopy";
    public const string ImageCopy = Runtime + "ImageCopy";
    public const string ImagePool = Runtime + "ImagePool";
    public const string Int8Axis = Runtime + "Int8Axis";
    public const string Int8Image = Runtime + "Int8Image";
    public const string Int8Input = Runtime + "Int8Input";
    public const string Int8Layer = Runtime + "Int8Layer";
    public const string Int8Result = Runtime + "Int8Result";
    public const string Int8Table = Runtime + "Int8Table";
    public const string Int8Values = Runtime + "Int8Values";
    public const string Int8Window = Runtime + "Int8Window";
    public const string LaneActivation = Runtime + "LaneActivation";
    public const string LaneSoftmax = Runtime + "LaneSoftmax";
    public const string LaneStore = Runtime + "LaneStore";
    public const string LaneMath = Runtime + "LaneMath";
    public const string LanesFour = Runtime + "Lanes128";
    public const string LanesOne = Runtime + "Lanes1";
    public const string LayerTables = Runtime + "LayerTables";
    public const string LookupTable = Runtime + "LookupTable";
    public const string NonZeroInputs = Runtime + "NonZeroInputs";
    public const string NonZeroPixels = Runtime + "NonZeroPixels";
    public const string PackedTable = Runtime + "PackedTable";
    public const string PaddedPixels = Runtime + "PaddedPixels";
    public const string PlaneCopy = Runtime + "PlaneCopy";
    public const string PoolAxis = Runtime + "PoolAxis";
    public const string PoolWindow = Runtime + "PoolWindow";
    public const string RowWindow = Runtime + "RowWindow";
    public const string ScratchMemory = Runtime + "ScratchMemory";
    public const string ShiftedPlanes = Runtime + "ShiftedPlanes";
    public const string SlotCopy = Runtime + "SlotCopy";
    public const string SoftwareFma = Runtime + "SoftwareFma";
    public const string SoftwareSums = Runtime + "SoftwareSums";
    public const string SpanLength = Runtime + "SpanLength";
    public const string TrainableLayer = Runtime + "TrainableLayer";
    public const string TrainableSupport = Runtime + "TrainableSupport";
    public const string StepTable = Runtime + "StepTable";
    public const string TensorArg = Runtime + "TensorArg";
    public const string TensorGather = Runtime + "TensorGather";
    public const string TensorLanes = Runtime + "ITensorLanes";
    public const string TensorLoad = Runtime + "TensorLoad";
    public const string TensorMath = Runtime + "TensorMath";
    public const string TensorProduct = Runtime + "TensorProduct";
    public const string TensorReduce = Runtime + "TensorReduce";
    public const string TensorScalar = Runtime + "TensorScalar";
    public const string TensorTable = Runtime + "TensorTable";
    public const string Winners = Runtime + "Winners";
}
