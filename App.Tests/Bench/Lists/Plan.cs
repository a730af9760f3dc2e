using System.Text.Json;
using Npgsql;

namespace OpsFlux.Tests.Bench.Lists;

/// <summary>What the server says of one statement, warm: the median of five runs.</summary>
/// <param name="Read">Rows that the scans below touched, those thrown away included: what the work grows with.</param>
/// <param name="Indexes">How the tickets were found; 'seq scan' where no index helped.</param>
internal sealed record Plan(double Milliseconds, long Shown, long Read, string Indexes)
{
    private const int Runs = 5;

    public static async Task<Plan> OfAsync(NpgsqlDataSource source, string statement)
    {
        await ExplainAsync(source, statement);   // warms the cache
        var runs = new List<Plan>();
        for (var run = 0; run < Runs; run++) runs.Add(await ExplainAsync(source, statement));
        return runs.OrderBy(r => r.Milliseconds).ElementAt(Runs / 2);
    }

    private static async Task<Plan> ExplainAsync(NpgsqlDataSource source, string statement)
    {
        await using var command = source.CreateCommand("explain (analyze, buffers, format json) " + statement);
        using var json = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);   // explain always answers
        var whole = json.RootElement[0];
        var root = whole.GetProperty("Plan");
        var nodes = Below(root).ToList();
        var indexes = nodes.Select(NameOf).OfType<string>().Distinct().ToList();
        return new(
            whole.GetProperty("Execution Time").GetDouble() + whole.GetProperty("Planning Time").GetDouble(),
            (long)Number(root, "Actual Rows"), nodes.Where(IsScan).Sum(Touched), string.Join(", ", indexes));
    }

    private static IEnumerable<JsonElement> Below(JsonElement node) =>
        node.TryGetProperty("Plans", out var children) ? children.EnumerateArray().SelectMany(Below).Prepend(node) : [node];

    private static bool IsScan(JsonElement node) => node.TryGetProperty("Relation Name", out _);

    private static long Touched(JsonElement node) =>
        (long)((Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter") + Number(node, "Rows Removed by Index Recheck")) * Number(node, "Actual Loops"));

    /// <summary>Names the ways to tickets alone; a person's or a team's name is found by its key.</summary>
    private static string? NameOf(JsonElement node)
    {
        if (node.TryGetProperty("Index Name", out var index)) return index.GetString() is { } name && name.Contains("tickets", StringComparison.Ordinal) ? name : null;
        return node.GetProperty("Node Type").GetString() == "Seq Scan" && node.GetProperty("Relation Name").GetString() == "tickets" ? "seq scan" : null;
    }

    private static double Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
}
