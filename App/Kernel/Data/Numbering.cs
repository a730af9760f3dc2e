using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Data;

/// <summary>The last number given, per kind and year. The row lock it takes is held to the end of the transaction, so numbers have no gaps.</summary>
public sealed class NumberCounter : Audit.INotAudited
{
    public required string Kind { get; init; }
    public int Year { get; init; }
    public long LastValue { get; set; }
}

/// <summary>Gives records their human numbers, such as TIC-2026-000042, from the year in the organisation's zone.</summary>
internal static class Numbering
{
    public static async Task AssignAsync(AppDbContext db, IEnumerable<BusinessRecord> added, CancellationToken ct)
    {
        var unnumbered = added.Where(r => r.Number.Length == 0).ToList();
        if (unnumbered.Count == 0) return;

        var zone = await ZoneAsync(db, ct);
        foreach (var group in unnumbered.GroupBy(r => (r.Kind, TimeZoneInfo.ConvertTime(r.NumberedAt, zone).Year)))
            await AssignAsync(db, [.. group], group.Key.Kind, group.Key.Year, ct);
    }

    /// <summary>The next number of what is no record of its own, such as a document that a record issues. Within the caller's transaction.</summary>
    /// <param name="prefix">What the number begins with, such as RI.</param>
    public static async Task<string> DrawAsync(AppDbContext db, string kind, string prefix, DateTimeOffset at, CancellationToken ct)
    {
        var year = TimeZoneInfo.ConvertTime(at, await ZoneAsync(db, ct)).Year;
        return Number(prefix, year, await AdvanceAsync(db, kind, year, 1, ct));
    }

    private static async Task AssignAsync(AppDbContext db, BusinessRecord[] records, string kind, int year, CancellationToken ct)
    {
        var next = await AdvanceAsync(db, kind, year, records.Length, ct) - records.Length;
        foreach (var record in records)
        {
            record.Number = Number(PrefixOf(kind), year, ++next);
            if (record.ExternalId.Length == 0) record.ExternalId = record.Number;
        }
    }

    /// <summary>Answers the last of them.</summary>
    private static async Task<long> AdvanceAsync(AppDbContext db, string kind, int year, int count, CancellationToken ct) => (await db.Database.SqlQuery<long>(
        $"""
         insert into kernel.number_counters as c (kind, year, last_value) values ({kind}, {year}, {count})
         on conflict (kind, year) do update set last_value = c.last_value + {count} returning last_value as "Value"
         """).ToListAsync(ct))[0];

    private static async Task<TimeZoneInfo> ZoneAsync(AppDbContext db, CancellationToken ct) =>
        TimeZoneInfo.FindSystemTimeZoneById(await db.Set<OrganisationSettings>().Select(o => o.ZoneId).SingleOrDefaultAsync(ct) ?? "Africa/Casablanca");

    private static string Number(string prefix, int year, long value) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{year}-{value:D6}");

    private static string PrefixOf(string kind) => kind[..3].ToUpperInvariant();
}
