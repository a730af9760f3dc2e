using System.Text.RegularExpressions;

namespace OpsFlux.Tests.Architecture;

/// <summary>A file as the rules see it: path from the checkout's root with '/', and its text without comments.</summary>
internal sealed partial record SourceFile(string Path, string Text)
{
    private static readonly string[] Kinds = [".cs", ".razor"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>What people wrote of the application and its contracts.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = [.. new[] { "App", "Shared" }.SelectMany(Read)];

    /// <summary>Name of the module's folder, or null for the kernel and the composition root.</summary>
    public string? Module => Path.StartsWith("App/Modules/", StringComparison.Ordinal) && Path.Split('/') is [_, _, var name, _, ..] ? name : null;

    public bool IsIn(string folder) => Path.Contains($"/{folder}/", StringComparison.Ordinal);

    private static IEnumerable<SourceFile> Read(string folder) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(file => Kinds.Contains(System.IO.Path.GetExtension(file)))
            .Select(file => new SourceFile(System.IO.Path.GetRelativePath(Root, file), Comment().Replace(File.ReadAllText(file), "")))
            .Where(file => !file.IsIn("obj") && !file.IsIn("bin") && !file.IsIn("Migrations"));

    private static string FindRoot(string from) =>
        File.Exists(System.IO.Path.Combine(from, "App.sln"))
            ? from
            : FindRoot(System.IO.Path.GetDirectoryName(from) ?? throw new InvalidOperationException("Architecture tests run in a checkout"));

    /// <summary>A comment to the end of its line; the ':' before the slashes of an address keeps addresses.</summary>
    [GeneratedRegex(@"(?<!:)//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
