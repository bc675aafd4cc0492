using SparseCompile.Testing;
using static SparseCompile.Testing.OnnxBuilder;

namespace SparseCompile.Fuzzing;

/// <summary>Small valid models that fuzzing starts from: together they have every place in which values may be, and operators of every group.</summary>
public static class Corpus
{
    /// <summary>The models.</summary>
    public static IReadOnlyList<byte[]> Models { get; } =
    [
        new OnnxBuilder().Input("x", 1, 2, 4, 4)
            .Floats("w", [2, 2, 3, 3], [.. Enumerable.Range(0, 36).Select(i => i % 3 == 0 ? 0.5f : 0)]).Floats("b", [2], 1, -1)
            .Node("Conv", "x,w,b", "c", Ints("pads", 1, 1, 1, 1)).Node("Relu", "c", "r")
            .Node("MaxPool", "r", "p", Ints("kernel_shape", 2, 2), Ints("strides", 2, 2)).Node("Flatten", "p", "f")
            .Floats("v", [8, 3], [.. Enumerable.Range(0, 24).Select(i => i % 5 == 0 ? 1f : 0)]).Node("Gemm", "f,v", "g", Float("alpha", 2)).Node("Softmax", "g", "y").Output("y").ToBytes(),
        new OnnxBuilder(13).Input("x", -1, 6).Node("Shape", "x", "s").Longs("zero", [1], 0).Node("Gather", "s,zero", "n").Longs("rest", [2], 2, 3).Node("Concat", "n,rest", "t", Int("axis", 0))
            .Node("Reshape", "x,t", "r").Node("Transpose", "r", "q", Ints("perm", 0, 2, 1)).Longs("axes", [1], 1).Node("ReduceSum", "q,axes", "y").Output("y").ToBytes(),
        new OnnxBuilder().Input("a", 1, 3).Input("b", 1, 3).Node("Add", "a,b", "s").Node("Mul", "s,a", "y").Node("Sigmoid", "s", "z").Output("y").Output("z").ToBytes(),
        new OnnxBuilder().Input("x", 1, 4).Sparse("w", [4, 4], [1, 6, 11], [3], 1, 2, 3).Node("MatMul", "x,w", "m")
            .Function("own", "Twice", "u", "d", NodeBytes("Add", "u,u", "d")).NodeOf("own", "Twice", "m", "y").Output("y").ToBytes(),
        new OnnxBuilder().Input("x", 3, 1, 2).Floats("w", [1, 12, 2], [.. Enumerable.Repeat(0.5f, 24)]).Floats("r", [1, 12, 3], [.. Enumerable.Repeat(0.25f, 36)])
            .Node("LSTM", "x,w,r", "y,h,c", Int("hidden_size", 3)).Output("y").Output("c").ToBytes(),
        new OnnxBuilder().Input("x", 1, 1, 3, 3).Floats("w", [1, 2, 2, 2], 1, 0, 2, 0, 0, 3, 0, 4).Node("ConvTranspose", "x,w", "t", Ints("strides", 2, 2))
            .Floats("s", [4], 1, 1, 2, 2).Node("Resize", "t,,s", "z", Text("mode", "linear")).Longs("pads", [8], 0, 0, 1, 1, 0, 0, 1, 1).Node("Pad", "z,pads", "p", Text("mode", "reflect"))
            .Longs("st", [1], 1).Longs("en", [1], 9).Longs("ax", [1], 2).Longs("sp", [1], 2).Node("Slice", "p,st,en,ax,sp", "y").Output("y").ToBytes(),
        new OnnxBuilder().Input("x", 1, 4).Initializer(Tensor("q", 3, [4, 2], [1, 0, 255, 0, 3, 0, 0, 4])).Floats("scale", [2], 0.5f, 0.25f)
            .Node("DequantizeLinear", "q,scale", "w", Int("axis", 1)).Node("MatMul", "x,w", "m").Floats("gamma", [2], 1, 2).Node("LayerNormalization", "m,gamma", "y", Int("axis", -1)).Output("y").ToBytes(),
    ];
}
