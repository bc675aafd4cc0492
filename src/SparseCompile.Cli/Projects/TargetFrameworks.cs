using System.Globalization;

namespace SparseCompile.Cli.Projects;

/// <summary>Chooses among the target frameworks of a project.</summary>
internal static class TargetFrameworks
{
    /// <summary>The framework to ask the build for; null where the project has but one and says so itself.</summary>
    /// <param name="project">The project, for messages.</param>
    /// <param name="single">Its TargetFramework.</param>
    /// <param name="several">Its TargetFrameworks.</param>
    /// <param name="wanted">What the user asks for; null to choose the newest.</param>
    /// <exception cref="ProjectException">The project does not have the one wanted.</exception>
    public static string? Choose(string project, string single, string several, string? wanted)
    {
        string[] frameworks = single.Length > 0 ? [single] : several.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (wanted is not null && !frameworks.Contains(wanted, StringComparer.OrdinalIgnoreCase))
        {
            throw new ProjectException($"'{project}' has no target framework '{wanted}'; expected {string.Join(" or ", frameworks.Select(name => $"'{name}'"))}.");
        }

        return single.Length > 0 ? null : wanted ?? frameworks.OrderByDescending(Version).FirstOrDefault();
    }

    /// <summary>10.0 of net10.0 and net10.0-windows; 0 of netstandard2.0, net48 and the like.</summary>
    private static decimal Version(string framework)
    {
        string text = framework.Split('-')[0];
        return text.StartsWith("net", StringComparison.OrdinalIgnoreCase) && text.Contains('.', StringComparison.Ordinal)
            && decimal.TryParse(text[3..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal version) ? version : 0;
    }
}
