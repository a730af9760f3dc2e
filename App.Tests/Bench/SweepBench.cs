using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using NpgsqlTypes;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Hosting;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Sweep;
using OpsFlux.Modules;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Tests.Bench.Lists;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Bench;

/// <summary>
/// What it costs to take the steps of 2,000 clocks that become due within the same minute, in clusters with few and with many
/// open tickets, side by side. Fails where the statement that claims clocks reads a row that it does not take, where it finds
/// them by anything but its index, or where a step is missing; durations are told and judged by nobody.
/// </summary>
internal static partial class SweepBench
{
    private const int Clocks = 2000;
    private static readonly TimeSpan Target = TimeSpan.FromHours(8);

    public static async Task<int> RunAsync(string[] folders)
    {
        var costs = new List<Cost>();
        foreach (var folder in folders) costs.Add(await MeasureAsync(folder));
        Print("", costs, c => $"{c.Open.ToString("N0", CultureInfo.InvariantCulture)} open");
        Print("clocks in all", costs, c => $"{c.All}");
        Print("clocks that wake some day", costs, c => $"{c.Waking}");
        Print("steps taken", costs, c => $"{c.Taken}");
        Print("statements", costs, c => $"{c.Statements}");
        Print("seconds", costs, c => c.Seconds.ToString("0.00", CultureInfo.InvariantCulture));
        Print("claims", costs, c => $"{c.Claims.Count}");
        Print("rows claimed", costs, c => $"{c.Claims.Sum(p => p.Taken)}");
        Print("rows read by the claims", costs, c => $"{c.Claims.Sum(p => p.Read)}");
        Print("pages touched, first claim", costs, c => $"{c.Claims[0].Pages}");
        Print("pages touched, last claim", costs, c => $"{c.Claims[^1].Pages}");
        Print("found by", costs, c => string.Join(", ", c.Claims.SelectMany(p => p.Ways).Distinct()));
        var isSound = costs.TrueForAll(c => c.Taken == Clocks && c.Claims.TrueForAll(p => p.Read == p.Taken && p.Ways is ["ix_sla_clocks_wake"]));
        Console.WriteLine($"sweep: the claim read {costs.Sum(c => c.Claims.Sum(p => p.Read))} rows and took {costs.Sum(c => c.Claims.Sum(p => p.Taken))}");
        return isSound ? 0 : 1;
    }

    private static void Print(string what, List<Cost> costs, Func<Cost, string> cell) =>
        Console.WriteLine($"{what,-28}{string.Concat(costs.Select(c => cell(c).PadLeft(22)))}");

    private static async Task<Cost> MeasureAsync(string folder)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection([new("Data:Folder", folder)]).Build();
        await using var host = await DatabaseHost.OpenAsync(configuration, ClusterMode.Verb, TimeProvider.System, default);
        var (capture, counter, clock) = (new StatementCapture(), new QueryCounter(), new FakeClock { Now = TimeProvider.System.GetUtcNow() });
        await using var services = Build(configuration, host.Connections, capture, counter, clock);
        var source = services.GetRequiredService<NpgsqlDataSource>();

        await DrainAsync(services);   // what became due since the set was written
        var claim = capture.Take().Last(s => s.Contains("for update skip locked", StringComparison.Ordinal));
        var armed = await ArmAsync(host.Connections, clock.Now);
        clock.Advance(TimeSpan.FromMinutes(1));
        claim = Instant().Replace(claim, string.Create(CultureInfo.InvariantCulture, $"'{clock.Now.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'::timestamptz"));

        var claims = new List<Claim>();
        var (before, watch) = (counter.Count, new Stopwatch());
        for (var batch = 1; batch > 0;)
        {
            claims.Add(await ExplainAsync(source, claim));
            watch.Start();
            batch = await SweepAsync(services);
            watch.Stop();
        }

        return new(
            await AskAsync(source, "select count(*) from tickets.tickets where closed_at is null"),
            await AskAsync(source, "select count(*) from kernel.sla_clocks"),
            await AskAsync(source, "select count(*) from kernel.sla_clocks where wake_at is not null"),
            await AskAsync(source, "select count(*) from kernel.timeline where kind = 'ClockStep' and at >= $1 and record_id = any($2)", clock.Now.UtcDateTime, armed),
            counter.Count - before, watch.Elapsed.TotalSeconds, claims);
    }

    /// <summary>
    /// So many clocks of open tickets, drawn evenly over all, reach three quarters of their target within the next minute; every other
    /// clock that goes on wakes some day later, as it would where agreements are long.
    /// </summary>
    private static async Task<Guid[]> ArmAsync(DatabaseConnections connections, DateTimeOffset now)
    {
        await using var source = NpgsqlDataSource.Create(connections.Migrations);
        await ExecuteAsync(
            source, "update kernel.sla_clocks set wake_at = $1 + interval '1 day' + random() * interval '90 days' where state in ('Running', 'Paused', 'Breached') and wake_at is null", now.UtcDateTime);
        var chosen = new List<(Guid Id, Guid Record)>();
        await using (var command = source.CreateCommand(
            """
            select id, record_id from (
                select c.id, c.record_id, row_number() over (order by c.id) - 1 as place, count(*) over () as open
                from kernel.sla_clocks c join tickets.tickets t on t.id = c.record_id where c.code = $1 and t.closed_at is null and t.resolved_at is null) o
            where place % greatest(open / $2, 1) = 0 order by place limit $2
            """))
        {
            command.Parameters.Add(new() { Value = TicketClocks.Resolution });
            command.Parameters.Add(new() { Value = Clocks });
            command.CommandTimeout = 0;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) chosen.Add((reader.GetGuid(0), reader.GetGuid(1)));
        }

        var (facts, wakes) = (new string[chosen.Count], new DateTime[chosen.Count]);
        for (var place = 0; place < chosen.Count; place++)
        {
            var wake = now + (TimeSpan.FromMinutes(1) * (place + 1) / chosen.Count);
            var started = wake - (Target * 0.75);
            (facts[place], wakes[place]) = (FactsJson.Write([new(ClockFactKind.Started, started), new(ClockFactKind.TargetChanged, started, Target: ClockTarget.OfTime(Target))]), wake.UtcDateTime);
        }

        await ExecuteAsync(
            source,
            """
            update kernel.sla_clocks c set facts = a.facts, wake_at = a.wake_at, calendar_version_id = null, taken_step = 0, state = 'Running'
            from unnest($1, $2, $3) as a (id, facts, wake_at) where c.id = a.id
            """,
            chosen.Select(c => c.Id).ToArray(), new NpgsqlParameter { Value = facts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb }, new NpgsqlParameter { Value = wakes, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        await ExecuteAsync(source, "vacuum (analyze) kernel.sla_clocks");
        return [.. chosen.Select(c => c.Record)];
    }

    private static ServiceProvider Build(IConfiguration configuration, DatabaseConnections connections, StatementCapture capture, QueryCounter counter, TimeProvider clock)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddLogging();
        services.AddKernel(connections, new ModuleCatalog(ModuleList.All));
        services.AddAccounts();
        services.AddSingleton(AuditSecret.Key);
        services.Replace(ServiceDescriptor.Singleton(clock));
        services.ConfigureDbContext<AppDbContext>(options => options.AddInterceptors(capture, counter), ServiceLifetime.Scoped);
        return services.BuildServiceProvider(validateScopes: true);
    }

    private static async Task DrainAsync(ServiceProvider services)
    {
        while (await SweepAsync(services) > 0) { }
    }

    private static async Task<int> SweepAsync(ServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        return await scope.ServiceProvider.GetRequiredService<StepTaking>().RunAsync(default);
    }

    private static async Task<long> AskAsync(NpgsqlDataSource source, string sql, params object[] values)
    {
        await using var command = Command(source, sql, values);
        return (long)(await command.ExecuteScalarAsync())!;   // a count always answers
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql, params object[] values)
    {
        await using var command = Command(source, sql, values);
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlCommand Command(NpgsqlDataSource source, string sql, object[] values)
    {
        var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        foreach (var value in values) command.Parameters.Add(value as NpgsqlParameter ?? new() { Value = value });
        return command;
    }

    /// <summary>What the server says of the claim at this moment; its locks end with it.</summary>
    private static async Task<Claim> ExplainAsync(NpgsqlDataSource source, string claim)
    {
        await using var command = source.CreateCommand("explain (analyze, buffers, format json) " + claim);
        using var json = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);   // explain always answers
        var root = json.RootElement[0].GetProperty("Plan");
        var scans = Below(root).Where(n => n.TryGetProperty("Relation Name", out _) || n.TryGetProperty("Index Name", out _)).ToList();
        return new(
            (long)Number(root, "Actual Rows"),
            (long)scans.Where(n => n.TryGetProperty("Relation Name", out _)).Sum(n => (Number(n, "Actual Rows") + Number(n, "Rows Removed by Filter") + Number(n, "Rows Removed by Index Recheck")) * Number(n, "Actual Loops")),
            (long)(Number(root, "Shared Hit Blocks") + Number(root, "Shared Read Blocks")),
            [.. scans.Select(n => n.TryGetProperty("Index Name", out var index) ? index.GetString()! : n.GetProperty("Node Type").GetString()!).Distinct()]);   // a plan names both
    }

    private static IEnumerable<JsonElement> Below(JsonElement node) =>
        node.TryGetProperty("Plans", out var children) ? children.EnumerateArray().SelectMany(Below).Prepend(node) : [node];

    private static double Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetDouble() : 0;

    [GeneratedRegex("'[^']+'::timestamptz")]
    private static partial Regex Instant();

    private sealed record Claim(long Taken, long Read, long Pages, IReadOnlyList<string> Ways);

    private sealed record Cost(long Open, long All, long Waking, long Taken, int Statements, double Seconds, List<Claim> Claims);
}
