namespace SparseCompile.Compiler.Importers.Onnx;

/// <summary>What helps where an operator is not compiled.</summary>
internal static class OperatorHints
{
    /// <summary>What was expected instead.</summary>
    public static string For(string opType) => opType switch
    {
        "If" or "Loop" or "Scan" => "a graph without control flow (export with fixed shapes, then run onnxsim or onnxruntime's basic optimizations on the file)",
        "TopK" or "NonMaxSuppression" or "NonZero" or "Unique" or "Compress" => "a model that ends before it: what follows depends on values, and is best written in C#",
        "QLinearConv" or "QLinearMatMul" or "ConvInteger" or "MatMulInteger" or "DynamicQuantizeLinear" => "QuantizeLinear and DequantizeLinear around float operators (quant_format=QuantFormat.QDQ)",
        "Einsum" => "MatMul, Mul and ReduceSum",
        "ScatterND" or "ScatterElements" or "GatherND" or "GatherElements" => "Slice, Concat and Gather",
        "FusedConv" or "FusedGemm" or "SkipLayerNormalization" or "BiasGelu" => "the model before optimization for another runtime",
        _ => "an operator of docs/onnx.md, or the network without this part",
    };
}
