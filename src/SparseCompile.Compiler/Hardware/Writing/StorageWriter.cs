using SparseCompile.Compiler.Hardware.Json;
using SparseCompile.Compiler.Hardware.Storage;

namespace SparseCompile.Compiler.Hardware.Writing;

/// <summary>Writes one storage format's figure.</summary>
internal static class StorageWriter
{
    /// <summary>Writes the figure as an array element: bits where the format holds the matrix, a reason where it does not.</summary>
    public static void Write(JsonWriter json, StorageFigure figure)
    {
        json.BeginObject(inline: true);
        json.String("format", figure.Format);
        if (figure.Bits is long bits)
        {
            json.Number("bits", bits);
        }
        else
        {
            json.String("not_applicable", figure.Reason ?? "");
        }

        json.String("formula", figure.Formula);
        foreach (KeyValuePair<string, long> parameter in figure.Parameters ?? [])
        {
            json.Number(parameter.Key, parameter.Value);
        }

        json.EndObject();
    }
}
