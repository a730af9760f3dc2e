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

        var zoneId = await db.Set<OrganisationSettings>().Select(o => o.ZoneId).SingleOrDefaultAsync(ct) ?? "Africa/Casablanca";
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        foreach (var group in unnumbered.GroupBy(r => (r.Kind, TimeZoneInfo.ConvertTime(r.NumberedAt, zone).Year)))
            await AssignAsync(db, [.. group], group.Key.Kind, group.Key.Year, ct);
    }

    private static async Task AssignAsync(AppDbContext db, BusinessRecord[] records, string kind, int year, CancellationToken ct)
    {
        var last = await db.Database.SqlQuery<long>(
            $"""
             insert into kernel.number_counters as c (kind, year, last_value) values ({kind}, {year}, {records.Length})
             on conflict (kind, year) do update set last_value = c.last_value + {records.Length} returning last_value as "Value"
             """).ToListAsync(ct);
        var next = last[0] - records.Length;
        foreach (var record in records)
        {
            record.Number = string.Create(CultureInfo.InvariantCulture, $"{PrefixOf(kind)}-{year}-{++next:D6}");
            if (record.ExternalId.Length == 0) record.ExternalId = record.Number;
        }
    }

    private static string PrefixOf(string kind) => kind[..3].ToUpperInvariant();
}
