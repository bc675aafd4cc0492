using SparseCompile.Runtime;

namespace SparseCompile.Compiler.CSharp.Tables;

/// <summary>A recipe as the C# expression that constructs it.</summary>
internal static class RecipeLiteral
{
    /// <summary><c>new WindowRecipe(64, 4, 0, 256)</c>.</summary>
    public static string Of(TableRecipe recipe) => $"new {QualifiedNames.Runtime}{recipe.GetType().Name}({string.Join(", ", recipe.Arguments.Select(Argument))})";

    /// <summary>The layout of an image as the expression that constructs it.</summary>
    public static string Of(ShiftedPlanes planes)
    {
        int[] input = [planes.Channels, planes.Height, planes.Width, planes.KernelHeight, planes.KernelWidth, planes.StrideY, planes.StrideX];
        int[] rest = [planes.DilationY, planes.DilationX, planes.Top, planes.Left, planes.OutputHeight, planes.OutputWidth];
        return $"new {QualifiedNames.ShiftedPlanes}({Integers([.. input, .. rest])})";
    }

    /// <summary>The layout of an image as the expression that constructs it.</summary>
    public static string Of(PaddedPixels pixels) =>
        $"new {QualifiedNames.PaddedPixels}({Integers([pixels.Channels, pixels.Height, pixels.Width, pixels.Top, pixels.Left, pixels.PaddedHeight, pixels.PaddedWidth])})";

    private static string Argument(object argument) => argument switch
    {
        bool flag => flag ? "true" : "false",
        ShiftedPlanes planes => Of(planes),
        _ => Literals.Integer(Convert.ToInt64(argument)),
    };

    private static string Integers(IEnumerable<int> values) => string.Join(", ", values.Select(value => Literals.Integer(value)));
}
