using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>One installation of PostgreSQL's programs.</summary>
internal sealed partial record ServerBinaries(string Bin, int Major)
{
    /// <summary>The oldest major that we create databases with: earlier ones cannot take ICU as a database's collation.</summary>
    public const int OldestMajor = 15;

    private static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    /// <summary>The programs for a cluster of a given major, or the best for a new one.</summary>
    public static async Task<ServerBinaries> FindAsync(string? configured, int? clusterMajor, string folder, CancellationToken ct)
    {
        var found = new List<ServerBinaries>();
        foreach (var bin in Places(configured).Where(IsComplete))
            if (await MajorOfAsync(bin, ct) is { } major)
                found.Add(new ServerBinaries(bin, major));

        if (found.Count == 0)
            throw configured is null ? new StartupProblem("postgres-missing", OldestMajor) : new StartupProblem("postgres-bin-invalid", configured);
        return clusterMajor is null ? ForNew(found) : ForExisting(found, clusterMajor.Value, folder);
    }

    private static ServerBinaries ForNew(List<ServerBinaries> found) =>
        found.FirstOrDefault(b => b.Major >= OldestMajor) ?? throw new StartupProblem("postgres-too-old", Majors(found), OldestMajor);

    private static ServerBinaries ForExisting(List<ServerBinaries> found, int major, string folder) =>
        found.FirstOrDefault(b => b.Major == major) ?? throw new StartupProblem("cluster-other-major", folder, major, Majors(found));

    private static string Majors(List<ServerBinaries> found) =>
        string.Join(", ", found.Select(b => b.Major.ToString(CultureInfo.InvariantCulture)).Distinct());

    /// <summary>A configured place stands alone: whoever names one does not want another taken silently.</summary>
    private static IEnumerable<string> Places(string? configured)
    {
        if (configured is not null) return [configured];
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return
        [
            Path.Combine(AppContext.BaseDirectory, "pgsql", "bin"),
            .. OfDebian(),
            .. path.Split(':', StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathRooted),
        ];
    }

    /// <summary>Debian keeps each major in a folder of its own, off the PATH. Newest first.</summary>
    private static IEnumerable<string> OfDebian()
    {
        const string root = "/usr/lib/postgresql";
        if (!Directory.Exists(root)) return [];
        return Directory.GetDirectories(root)
            .OrderByDescending(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var major) ? major : 0)
            .Select(d => Path.Combine(d, "bin"));
    }

    private static bool IsComplete(string bin) => Programs.All(program => File.Exists(Path.Combine(bin, program)));

    private static async Task<int?> MajorOfAsync(string bin, CancellationToken ct)
    {
        var version = await ChildProcess.RunAsync(new ProcessStartInfo(Path.Combine(bin, "postgres"), ["--version"]), ct);
        var major = VersionPattern().Match(version.Output);
        return version.ExitCode == 0 && major.Success ? int.Parse(major.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionPattern();
}
