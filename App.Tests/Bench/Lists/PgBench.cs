using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace OpsFlux.Tests.Bench.Lists;

/// <summary>The same statement by PostgreSQL's own load program, one client: answers per second and their average latency.</summary>
internal sealed partial record PgBench(double PerSecond, double Milliseconds)
{
    /// <summary>Null where the program is not installed.</summary>
    public static async Task<PgBench?> OfAsync(string connection, string statement, int seconds)
    {
        if (Find() is not { } program) return null;
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, statement.ReplaceLineEndings(" ").TrimEnd(';', ' ') + ";\n");
            var said = await RunAsync(program, connection, script, seconds);
            return new(Number(PerSecondLine().Match(said)), Number(LatencyLine().Match(said)));
        }
        finally
        {
            File.Delete(script);
        }
    }

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex PerSecondLine();

    [GeneratedRegex(@"latency average = ([\d.]+)")]
    private static partial Regex LatencyLine();

    private static string? Find() =>
        Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin", "pgbench")).Where(File.Exists).Max() : null;

    private static async Task<string> RunAsync(string program, string connection, string script, int seconds)
    {
        var way = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(program, ["-n", "-f", script, "-T", seconds.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            Environment =
            {
                ["PGHOST"] = way.Host, ["PGPORT"] = way.Port.ToString(CultureInfo.InvariantCulture), ["PGUSER"] = way.Username, ["PGPASSWORD"] = way.Password,
                ["PGDATABASE"] = way.Database, ["LC_ALL"] = "C",
            },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("pgbench did not start");
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException(await errors);
    }

    private static double Number(Match match) => match.Success ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : double.NaN;
}
