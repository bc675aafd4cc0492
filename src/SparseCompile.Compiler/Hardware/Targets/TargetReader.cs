using System.Globalization;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Common.Json;

namespace SparseCompile.Compiler.Hardware.Targets;

/// <summary>Reads a target file. Unlike a tuning record it takes no member that it does not know: a misspelt one would silently leave a default.</summary>
internal sealed class TargetReader
{
    /// <summary>The value of <c>format</c>.</summary>
    public const string Format = "sparsecompile-target/1";

    private readonly JsonReader _json;
    private readonly TargetPlaces _places;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<Variant> _variants = [];
    private int _checked = -1;
    private HardwareTarget _target = new("", "", Dataflow.StreamedRows, ZeroHandling.SkipWeights, "");

    private TargetReader(byte[] bytes)
    {
        _json = new JsonReader(bytes, 0);
        _places = new TargetPlaces(bytes);
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="error">What is wrong with it; null where it can be used.</param>
    /// <param name="places">Where its members stand.</param>
    public static IReadOnlyList<HardwareTarget> Read(byte[] bytes, out TargetFileError? error, out TargetPlaces places)
    {
        TargetReader reader = new(bytes);
        places = reader._places;
        error = null;
        try
        {
            return reader.ReadTargets();
        }
        catch (JsonFormatException exception)
        {
            error = new TargetFileError(places.Of(exception, reader._checked), exception.Found, exception.Expected);
            return [];
        }
    }

    private IReadOnlyList<HardwareTarget> ReadTargets()
    {
        _json.ReadObject("'{', the start of a target", key => Within(key, () => ReadMember(key)));
        if (_json.Peek() >= 0)
        {
            throw _json.Unexpected("only white space after the target's object");
        }

        foreach (string member in (string[])["format", "name", "summary", "dataflow", "zeros", "weight_format", "data_types", "engine", "clock"])
        {
            if (!_seen.Contains(member))
            {
                throw new JsonFormatException($"no member '{member}'", "a target with that member");
            }
        }

        return Targets();
    }

    private void Within(string name, Action read) => _places.Within(name, _json.Position, read);

    private IReadOnlyList<HardwareTarget> Targets()
    {
        HardwareTarget[] targets = _variants.Count == 0
            ? [_target]
            : [.. _variants.Select(variant => _target with
            {
                Name = _target.Name + "/" + variant.Name,
                Zeros = variant.Zeros ?? _target.Zeros,
                WeightFormat = variant.WeightFormat ?? _target.WeightFormat,
            })];
        for (int i = 0; i < targets.Length; i++)
        {
            _checked = _variants.Count == 0 ? -1 : i;
            TargetRules.Check(targets[i]);
            if (targets.Take(i).Any(other => other.Name == targets[i].Name))
            {
                throw new JsonFormatException($"a second variant '{_variants[i].Name}'", "variants of different names") { Member = "name" };
            }
        }

        return targets;
    }

    private void ReadMember(string key)
    {
        if (!_seen.Add(key))
        {
            throw new JsonFormatException($"member '{key}' twice", "each member once");
        }

        _target = key switch
        {
            "$schema" => ReadSchema(),
            "format" => _json.ReadString("the format") is Format ? _target : throw new JsonFormatException("another format", $"the format '{Format}'"),
            "name" => _target with { Name = ReadName("the target's name") },
            "summary" => _target with { Summary = _json.ReadString("a sentence") },
            "dataflow" => _target with { Dataflow = (Dataflow)ReadOneOf("a dataflow", DataflowNames.Dataflows) },
            "zeros" => _target with { Zeros = (ZeroHandling)ReadOneOf("what is done about zeros", DataflowNames.Zeros) },
            "weight_format" => _target with { WeightFormat = ReadFormat() },
            "data_types" => ReadDataTypes(),
            "engine" => _target with { Engine = ReadEngine() },
            "vector_lanes" => _target with { VectorLanes = ReadCount("vector lanes", 1, 4096) },
            "weights" => _target with { Weights = ReadMemory() },
            "activations" => _target with { Activations = ReadMemory() },
            "link" => _target with { LinkMegabits = ReadOnly("megabits_per_second", 1, 1_000_000_000) },
            "clock" => ReadClock(),
            "copies" => _target with { Copies = ReadCount("copies", 0, 65_536) },
            "chip" => _target with { Chip = ReadChip() },
            "assumptions" => _target with { Assumptions = ReadStrings("a list of assumptions").ToEquatableArray() },
            "variants" => ReadVariants(),
            _ => throw Unknown(key),
        };
    }

    /// <summary>For editors, which find the schema by it.</summary>
    private HardwareTarget ReadSchema()
    {
        _json.ReadString("the address of the schema");
        return _target;
    }

    private HardwareTarget ReadDataTypes()
    {
        int weight = 0, activation = 0, accumulator = 0;
        ReadMembers("data types", new()
        {
            ["weight_bits"] = () => weight = ReadCount("bits of a weight", 1, 64),
            ["activation_bits"] = () => activation = ReadCount("bits of an activation", 1, 64),
            ["accumulator_bits"] = () => accumulator = ReadCount("bits of a sum", 1, 64),
        });
        return _target with { WeightBits = weight, ActivationBits = activation, AccumulatorBits = accumulator };
    }

    private EngineShape ReadEngine()
    {
        int lanes = 0, rows = 1, macs = 1, queue = 0, chunk = 0;
        ReadMembers("an engine", new()
        {
            ["lanes"] = () => lanes = ReadCount("lanes", 1, 65_536),
            ["rows"] = () => rows = ReadCount("rows", 1, 4096),
            ["macs_per_lane"] = () => macs = ReadCount("multiply-accumulates of a lane", 1, 4096),
            ["queue"] = () => queue = ReadCount("words of a queue", 0, 65_536),
            ["chunk_bits"] = () => chunk = ReadCount("bits of a chunk", 1, 65_536),
        }, "rows", "macs_per_lane", "queue", "chunk_bits");
        return new EngineShape(lanes, rows, macs) { Queue = queue, Chunk = chunk };
    }

    private MemoryShape ReadMemory()
    {
        long bits = 0;
        int width = 0, banks = 0;
        ReadMembers("a memory", new()
        {
            ["bits"] = () => bits = _json.ReadUnsigned("bits of a memory"),
            ["width_bits"] = () => width = ReadCount("bits read in a cycle", 1, 1 << 24),
            ["banks"] = () => banks = ReadCount("banks", 1, 65_536),
        }, "bits", "width_bits", "banks");
        return new MemoryShape(bits, width, banks);
    }

    private HardwareTarget ReadClock()
    {
        int megahertz = 0;
        ReadMembers("a clock", new()
        {
            ["megahertz"] = () => megahertz = ReadCount("a clock rate in MHz", 1, 100_000),
            ["assumed"] = () => _json.TakeWord("true"),
        });
        return _target with { ClockMegahertz = megahertz };
    }

    private ChipShape ReadChip()
    {
        int regions = 0;
        long multipliers = 0, bits = 0;
        ReadMembers("a chip", new()
        {
            ["regions"] = () => regions = ReadCount("regions", 1, 1024),
            ["multipliers_per_region"] = () => multipliers = ReadCount("multipliers of a region", 1, 1 << 24),
            ["memory_bits_per_region"] = () => bits = _json.ReadUnsigned("bits of memory of a region"),
        });
        return new ChipShape(regions, multipliers, bits);
    }

    private HardwareTarget ReadVariants()
    {
        _json.ReadArray("a list of variants", () => Within($"[{_variants.Count.ToString(CultureInfo.InvariantCulture)}]", ReadVariant));
        return _target;
    }

    private void ReadVariant()
    {
        string name = "";
        ZeroHandling? zeros = null;
        string? format = null;
        ReadMembers("a variant", new()
        {
            ["name"] = () => name = ReadName("the variant's name"),
            ["zeros"] = () => zeros = (ZeroHandling)ReadOneOf("what is done about zeros", DataflowNames.Zeros),
            ["weight_format"] = () => format = ReadFormat(),
        }, "zeros", "weight_format");
        _variants.Add(new Variant(name, zeros, format));
    }

    private void ReadMembers(string what, Dictionary<string, Action> members, params string[] optional)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        _json.ReadObject(what, key => Within(key, () =>
        {
            if (!members.TryGetValue(key, out Action? read))
            {
                throw Unknown(key);
            }

            if (!seen.Add(key))
            {
                throw new JsonFormatException($"member '{key}' twice in {what}", "each member once");
            }

            read();
        }));
        if (members.Keys.FirstOrDefault(key => !seen.Contains(key) && !optional.Contains(key)) is { } missing)
        {
            throw new JsonFormatException($"no member '{missing}' in {what}", "that member");
        }
    }

    private int ReadOnly(string member, int least, int most)
    {
        int value = 0;
        ReadMembers("a link", new() { [member] = () => value = ReadCount(member, least, most) });
        return value;
    }

    private int ReadCount(string what, int least, int most)
    {
        long value = _json.ReadUnsigned(what);
        return value >= least && value <= most
            ? (int)value
            : throw new JsonFormatException($"{value.ToString(CultureInfo.InvariantCulture)} for {what}", FormattableString.Invariant($"{least} to {most}"));
    }

    private int ReadOneOf(string what, IReadOnlyList<string> names)
    {
        string name = _json.ReadString(what);
        int index = names.ToList().IndexOf(name);
        return index >= 0 ? index : throw new JsonFormatException($"'{name}' for {what}", "one of " + string.Join(", ", names));
    }

    private string ReadFormat() => TargetRules.WeightFormats[ReadOneOf("a weight format", TargetRules.WeightFormats)];

    private string ReadName(string what)
    {
        string name = _json.ReadString(what);
        return name.Length is > 0 and <= 64 && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
            ? name
            : throw new JsonFormatException($"'{name}' for {what}", "1 to 64 lower-case letters, digits and hyphens");
    }

    private List<string> ReadStrings(string what)
    {
        List<string> values = [];
        _json.ReadArray(what, () => values.Add(_json.ReadString("a sentence")));
        return values;
    }

    private static JsonFormatException Unknown(string key) => new($"member '{key}'", "a member of the target schema");

    private sealed record Variant(string Name, ZeroHandling? Zeros, string? WeightFormat);
}
