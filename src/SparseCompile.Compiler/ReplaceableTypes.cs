namespace SparseCompile.Compiler;

/// <summary>Types that generated code uses, by their names in metadata: a type of the same full name in the user's own source would be taken instead.</summary>
public static class ReplaceableTypes
{
    /// <summary>All of them; a test holds them against what is generated.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "System.IntPtr", "System.InvalidOperationException", "System.MathF", "System.ReadOnlySpan`1", "System.Span`1",
        "System.CodeDom.Compiler.GeneratedCodeAttribute",
        .. In("System.Runtime.CompilerServices", "MethodImplAttribute", "MethodImplOptions", "SkipLocalsInitAttribute"),
        .. In("System.Runtime.Intrinsics", "Vector128", "Vector128`1", "Vector256", "Vector256`1", "Vector512", "Vector512`1"),
        .. In("System.Runtime.Intrinsics", "X86.Avx", "X86.Avx512F", "X86.Fma", "X86.Sse", "X86.Sse2", "Arm.AdvSimd"),
        .. In("SparseCompile", "HardwareDescriptionSet", "KernelCandidateInfo", "SparseLayerInfo", "SparseModelInfo", "SparseWeightsInfo", "WeightPatternInfo"),
        .. In("SparseCompile.Runtime", "BatchCopy", "ColumnCopy", "LaneActivation", "LaneSoftmax", "LayerTables", "LookupTable", "NonZeroInputs"),
        .. In("SparseCompile.Runtime", "PackedTable", "RowWindow", "ScratchMemory", "SlotCopy", "SoftwareFma", "SoftwareSums", "SpanLength", "StepTable"),
        .. In("SparseCompile.Runtime", "ImageCopy", "ImagePool", "LaneStore", "PaddedPixels", "PoolAxis", "PoolWindow", "NonZeroPixels", "PlaneCopy", "ShiftedPlanes", "Winners"),
        .. In("SparseCompile.Runtime", "Int8Axis", "Int8Image", "Int8Input", "Int8Layer", "Int8Result", "Int8Table", "Int8Values", "Int8Window"),
        .. In("SparseCompile.Runtime", "ITensorLanes`1", "LaneMath", "Lanes1", "Lanes128", "Lanes256", "Lanes512", "TensorArg", "TensorGather", "TensorLoad", "TensorMath"),
        .. In("SparseCompile.Runtime", "TensorProduct", "TensorReduce", "TensorScalar", "TensorTable"),
        .. In("SparseCompile.Runtime", "ReduceMax", "ReduceMin", "ReduceProduct", "ReduceSum", "ReduceSumOfMagnitudes", "ReduceSumOfSquares"),
        .. In("SparseCompile.Runtime", "TrainableLayer", "TrainableSupport"),
        .. In("SparseCompile.Runtime", "ActivePixelRecipe", "BlockRecipe", "ChannelRecipe", "ColumnBlockRecipe", "ColumnRecipe", "GatherRecipe", "PixelRecipe", "TileRecipe", "WindowRecipe"),
    ];

    private static IEnumerable<string> In(string space, params string[] names) => names.Select(name => space + "." + name);
}
