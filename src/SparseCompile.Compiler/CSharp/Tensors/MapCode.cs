using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Scheduling;

namespace SparseCompile.Compiler.CSharp.Tensors;

/// <summary>The code of a map. Maps that differ in where their operands begin alone share it, such as the steps of a recurrent cell.</summary>
internal sealed class MapCode
{
    /// <summary>Prints a map.</summary>
    public MapCode(TensorPlan plan)
    {
        Map map = (Map)plan.Operator;
        Owner = plan;
        Data = new TensorData(plan);
        RegionCode[] regions = [.. map.Regions.Where(region => region.Length > 0).Select((region, i) => new RegionCode(region, plan, map.Output, i))];
        Bases = [.. plan.Node.Inputs.Select((_, operand) => regions.SelectMany(region => OffsetsOf(region, operand)).DefaultIfEmpty(0).Min())];
        SourceWriter writer = new();
        new MapPrinter(writer, this, regions).Print();
        Text = writer.ToString();
    }

    /// <summary>The map that the code was first printed for: its class has it.</summary>
    public TensorPlan Owner { get; }

    /// <summary>For each operand the first element that is read: callers add it to the operand's pointer.</summary>
    public IReadOnlyList<int> Bases { get; }

    /// <summary>Arrays that are known at build time.</summary>
    public TensorData Data { get; }

    /// <summary>The methods and their tables.</summary>
    public string Text { get; }

    private static IEnumerable<int> OffsetsOf(RegionCode region, int operand) =>
        region.Reads.Select((read, i) => (read, Offset: region.Loops.Offsets[i + 1])).Where(each => each.read is Read own && own.Operand == operand).Select(each => each.Offset);
}

/// <summary>The code of a model's maps, each text once.</summary>
internal sealed class MapCodes
{
    private readonly Dictionary<TensorPlan, (MapCode Code, IReadOnlyList<int> Bases)> _byPlan = [];
    private readonly Dictionary<string, List<MapCode>> _byText = new(StringComparer.Ordinal);

    /// <summary>The code of a map, and for each operand the first element that this map reads.</summary>
    public (MapCode Code, IReadOnlyList<int> Bases) Of(TensorPlan plan)
    {
        if (_byPlan.TryGetValue(plan, out (MapCode Code, IReadOnlyList<int> Bases) known))
        {
            return known;
        }

        MapCode own = new(plan);
        if (!_byText.TryGetValue(own.Text, out List<MapCode>? alike))
        {
            _byText[own.Text] = alike = [];
        }

        MapCode? shared = alike.Find(other => other.Data.HasSameArrays(own.Data));
        if (shared is null)
        {
            alike.Add(own);
        }

        return _byPlan[plan] = (shared ?? own, own.Bases);
    }
}
