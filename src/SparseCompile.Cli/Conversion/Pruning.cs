namespace SparseCompile.Cli.Conversion;

/// <summary>What a threshold did to a tensor.</summary>
/// <param name="Name">The tensor.</param>
/// <param name="Elements">Its elements.</param>
/// <param name="Before">Non-zeros before.</param>
/// <param name="After">Non-zeros after.</param>
/// <param name="Magnitude">Share of the sum of magnitudes that was removed, 0 to 1.</param>
/// <param name="Energy">Share of the sum of squares that was removed, 0 to 1.</param>
/// <param name="Largest">The largest magnitude removed; 0 for none.</param>
internal sealed record PruningReport(string Name, long Elements, long Before, long After, double Magnitude, double Energy, float Largest);

/// <summary>Removes small weights.</summary>
internal static class Pruning
{
    /// <summary>Sets weights of a magnitude below a threshold to zero; vectors stay as they are.</summary>
    public static (StoredTensor Tensor, PruningReport Report) Apply(StoredTensor tensor, double below)
    {
        List<long> positions = [];
        List<float> values = [];
        double magnitude = 0, energy = 0, allMagnitude = 0, allEnergy = 0;
        float largest = 0;
        for (int i = 0; i < tensor.Values.Length; i++)
        {
            float size = Math.Abs(tensor.Values[i]);
            allMagnitude += size;
            allEnergy += (double)size * size;
            if (tensor.IsWeight && size < below)
            {
                (magnitude, energy, largest) = (magnitude + size, energy + ((double)size * size), Math.Max(largest, size));
            }
            else
            {
                positions.Add(tensor.Positions[i]);
                values.Add(tensor.Values[i]);
            }
        }

        PruningReport report = new(tensor.Name, tensor.Length, tensor.Values.Length, values.Count, Share(magnitude, allMagnitude), Share(energy, allEnergy), largest);
        return (tensor with { Positions = [.. positions], Values = [.. values] }, report);
    }

    private static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;
}
