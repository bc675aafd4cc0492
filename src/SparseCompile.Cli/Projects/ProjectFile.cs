namespace SparseCompile.Cli.Projects;

/// <summary>Resolves the project argument.</summary>
internal static class ProjectFile
{
    /// <summary>Returns the full path of the given project file, or of the only project file in the given directory.</summary>
    /// <exception cref="ProjectException">The directory contains no project file, or several.</exception>
    public static string Find(string path)
    {
        if (File.Exists(path))
        {
            return Path.GetFullPath(path);
        }

        if (!Directory.Exists(path))
        {
            throw new ProjectException($"'{path}' was not found; expected a project file, or a directory that contains one.");
        }

        string[] projects = Directory.GetFiles(path, "*.csproj");
        return projects.Length == 1
            ? Path.GetFullPath(projects[0])
            : throw new ProjectException($"'{path}' contains {projects.Length} project files; expected exactly one, or the path of a project file.");
    }
}
