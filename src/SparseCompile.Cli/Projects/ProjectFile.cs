namespace SparseCompile.Cli.Projects;

/// <summary>Finds the project a user means.</summary>
internal static class ProjectFile
{
    /// <summary>The full path of a project file: the one given, or the only one in the folder given.</summary>
    /// <exception cref="ProjectException">There is none, or there are several.</exception>
    public static string Find(string path)
    {
        if (File.Exists(path))
        {
            return Path.GetFullPath(path);
        }

        if (!Directory.Exists(path))
        {
            throw new ProjectException($"'{path}' was not found; expected a project file, or a folder with one.");
        }

        string[] projects = Directory.GetFiles(path, "*.csproj");
        return projects.Length == 1
            ? Path.GetFullPath(projects[0])
            : throw new ProjectException($"'{path}' holds {projects.Length} project files; expected one, or the path of the one to tune.");
    }
}
