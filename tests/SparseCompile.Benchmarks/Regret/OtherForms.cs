using System.Reflection;
using System.Runtime.Intrinsics.X86;
using SparseCompile.Cli.Tuning;

namespace SparseCompile.Benchmarks.Regret;

/// <summary>The forms that a model has for other processors: wherever one of them is faster than what the planner chose for this one, the planner is wrong.</summary>
internal static unsafe class OtherForms
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Those this processor executes, with the names that the report prints.</summary>
    public static IEnumerable<(string Name, InferMethod Method)> Of(Type model)
    {
        Type kernels = model.GetNestedType("Kernels", BindingFlags.NonPublic)!;

        // The 512-bit form is what Infer itself runs: a second time would only add its noise.
        foreach ((string name, string method, bool isExecutable) in new[]
        {
            ("256-bit form", "Infer256", Avx2.IsSupported && Fma.IsSupported),
            ("128-bit form", "Infer128", true),
            ("plain form", "InferPlain", true),
        })
        {
            if (isExecutable && kernels.GetMethod(method, Any) is { } form)
            {
                yield return (name, Call(form.MethodHandle.GetFunctionPointer()));
            }
        }
    }

    private static InferMethod Call(nint address) => (input, output) =>
    {
        fixed (float* x = input)
        fixed (float* y = output)
        {
            ((delegate*<float*, float*, void>)address)(x, y);
        }
    };
}
