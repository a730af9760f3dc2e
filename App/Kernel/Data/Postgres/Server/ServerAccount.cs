using System.Diagnostics;
using System.Globalization;

namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>
/// The account that PostgreSQL's programs run as: our own, or, because PostgreSQL refuses to run as root, the one root drops to.
/// </summary>
/// <param name="Name">As the operator knows it.</param>
/// <param name="Ids"><c>uid:gid</c> to drop to; null for our own.</param>
internal sealed record ServerAccount(string Name, string? Ids)
{
    /// <summary>In order of preference; <c>nobody</c> exists everywhere.</summary>
    private static readonly string[] Candidates = ["postgres", "opsflux", "nobody"];

    public bool IsOwn => Ids is null;

    /// <summary>Whoever owns the cluster already, so that a later package's account does not lock us out of it; else a candidate.</summary>
    public static async Task<ServerAccount> ForAsync(string cluster, CancellationToken ct)
    {
        if (!Environment.IsPrivilegedProcess) return new ServerAccount(Environment.UserName, null);

        var known = Known();
        if (Directory.Exists(cluster))
        {
            var ids = (await ChildProcess.RunAsync(new ProcessStartInfo("stat", ["-c", "%u:%g", cluster]), ct)).Output.Trim();
            return known.FirstOrDefault(a => a.Ids == ids) ?? new ServerAccount(ids, ids);
        }

        return Candidates.Select(name => known.FirstOrDefault(a => a.Name == name)).FirstOrDefault(a => a is not null)
            ?? throw new StartupProblem("no-account", string.Join(", ", Candidates));
    }

    /// <summary>A command line that runs as this account: no shell and no PAM session, arguments kept as they are.</summary>
    public ProcessStartInfo Command(string file, IEnumerable<string> arguments)
    {
        if (Ids is null) return new ProcessStartInfo(file, arguments);

        var ids = Ids.Split(':');
        string[] drop = ["--reuid=" + ids[0], "--regid=" + ids[1], "--clear-groups", "--inh-caps=-all", "--no-new-privs", "--", file];
        return new ProcessStartInfo("setpriv", drop.Concat(arguments));
    }

    /// <summary>Gives one file or folder, not what is in it, to the account.</summary>
    public async Task OwnAsync(string path, CancellationToken ct)
    {
        if (Ids is null) return;
        var chown = await ChildProcess.RunAsync(new ProcessStartInfo("chown", ["-h", Ids, path]), ct);
        if (chown.ExitCode != 0) throw new StartupProblem("folder-not-writable", path, Environment.UserName, chown.Output);
    }

    /// <summary>Refuses when the account cannot pass down to <paramref name="folder"/>, and names the first folder that stops it.</summary>
    public async Task RequirePassageAsync(string folder, CancellationToken ct)
    {
        if (Ids is null || await CanEnterAsync(folder, ct)) return;
        foreach (var parent in Ancestors(folder).Reverse())
            if (!await CanEnterAsync(parent, ct))
                throw new StartupProblem("folder-not-traversable", folder, parent, Name);
    }

    private async Task<bool> CanEnterAsync(string folder, CancellationToken ct) =>
        (await ChildProcess.RunAsync(Command("test", ["-x", folder]), ct)).ExitCode == 0;

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at)) yield return at;
    }

    private static List<ServerAccount> Known() =>
        [.. File.ReadLines("/etc/passwd").Select(line => line.Split(':'))
            .Where(f => f.Length > 3 && int.TryParse(f[2], CultureInfo.InvariantCulture, out var uid) && uid != 0)
            .Select(f => new ServerAccount(f[0], $"{f[2]}:{f[3]}"))];
}
