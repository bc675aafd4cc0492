using System.Globalization;
using System.Text;
using SparseCompile.Compiler.Common.Json;

namespace SparseCompile.Compiler.Hardware.Targets;

/// <summary>Where each member of a target file stands, for messages.</summary>
/// <param name="bytes">The file.</param>
internal sealed class TargetPlaces(byte[] bytes)
{
    private readonly Dictionary<string, int> _offsets = new(StringComparer.Ordinal) { [""] = 0 };
    private string _path = "";

    /// <summary>Notes where a member's value starts, and reads it. What throws leaves the path where it was.</summary>
    /// <param name="name">Of the member, or of an element of an array in brackets.</param>
    /// <param name="offset">Bytes before the value.</param>
    /// <param name="read">Reads the value.</param>
    public void Within(string name, int offset, Action read)
    {
        string outer = _path;
        _path = outer.Length == 0 || name[0] == '[' ? outer + name : outer + "." + name;
        _offsets[_path] = offset;
        read();
        _path = outer;
    }

    /// <summary>A place where something is wrong: line, column, and the path of the member.</summary>
    /// <param name="exception">What is wrong.</param>
    /// <param name="variant">Number of the variant that was being checked; -1 for none.</param>
    public string Of(JsonFormatException exception, int variant)
    {
        string own = FormattableString.Invariant($"variants[{variant}].{exception.Member}");
        string path = exception.Member.Length == 0 ? _path : _offsets.ContainsKey(own) ? own : exception.Member;
        return Of(exception.Offset, path);
    }

    /// <summary>The place of a member; of what contains it where it is not there.</summary>
    public string Of(string path) => Of(null, path);

    private string Of(int? offset, string path)
    {
        string known = path;
        while (!_offsets.ContainsKey(known))
        {
            known = known.Contains('.') ? known.Substring(0, known.LastIndexOf('.')) : "";
        }

        string before = Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, offset ?? _offsets[known]));
        string line = (before.Count(c => c == '\n') + 1).ToString(CultureInfo.InvariantCulture);
        string column = (before.Length - before.LastIndexOf('\n')).ToString(CultureInfo.InvariantCulture);
        return $"line {line}, column {column}{(path.Length == 0 ? "" : $" ({path})")}";
    }
}
