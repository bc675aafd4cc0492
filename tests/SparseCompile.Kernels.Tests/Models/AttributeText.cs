using System.Globalization;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Kernels.Tests.Models;

/// <summary>Attribute arguments as a user writes them.</summary>
internal static class AttributeText
{
    /// <summary>The arguments that ask for an activation, with the comma before them; empty for none.</summary>
    public static string Options(ActivationFunction activation) => activation.Kind switch
    {
        ActivationKind.None => "",
        _ => $", Activation = Activation.{activation.Kind}{Parameters(activation)}",
    };

    /// <summary>The parameters of an activation.</summary>
    public static string Parameters(ActivationFunction activation) => activation.Kind switch
    {
        ActivationKind.LeakyRelu => $", Alpha = {Text(activation.Alpha)}",
        ActivationKind.Clip => $", Low = {Text(activation.Low)}, High = {Text(activation.High)}",
        _ => "",
    };

    private static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture) + "f";
}
