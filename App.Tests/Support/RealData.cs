using Xunit;

namespace OpsFlux.Tests.Support;

/// <summary>Data of real organisations, which is never part of the project: in OPSFLUX_DATA, or beside the checkout.</summary>
public static class RealData
{
    /// <summary>Null where the file is absent.</summary>
    public static string? Find(string name)
    {
        var folder = Environment.GetEnvironmentVariable("OPSFLUX_DATA") ?? (Root() is { } root ? Path.Combine(root, "..", "shared", "data") : "");
        var file = Path.Combine(folder, name);
        return File.Exists(file) ? file : null;
    }

    private static string? Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "App.sln"))) folder = folder.Parent;
        return folder?.FullName;
    }
}

/// <summary>A test on a file of <see cref="RealData"/>; skipped, with the reason, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute(string file)
    {
        File = file;
        if (RealData.Find(file) is null) Skip = $"{file} is neither in OPSFLUX_DATA nor in ../shared/data.";
    }

    public string File { get; }
}
