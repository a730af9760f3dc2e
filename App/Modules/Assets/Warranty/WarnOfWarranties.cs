using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.Public;

namespace OpsFlux.Modules.Assets.Warranty;

/// <summary>Every night: whoever looks after equipment hears that its warranty ends within thirty days, once of each end. Twice is harmless.</summary>
internal sealed class WarnOfWarranties(IDbContextFactory<AppDbContext> dbs, TimeProvider clock) : IScheduledJob
{
    public const string Code = "assets.warn-of-warranties";

    private const int DaysAhead = 30, BatchSize = 200;

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        var told = 0;
        while (true)
        {
            var batch = await TellBatchAsync(ct);
            told += batch;
            if (batch < BatchSize) return new($"Job.{Code}.Done", told.ToString(CultureInfo.InvariantCulture));
        }
    }

    private async Task<int> TellBatchAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var zone = await db.Set<OrganisationSettings>().Select(o => o.ZoneId).SingleOrDefaultAsync(ct) ?? "Africa/Casablanca";
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);
        var latest = today.AddDays(DaysAhead);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var ending = await db.Set<Equipment>().FromSql(
            $"""
             select e.* from assets.equipment e where e.warranty_until between {today} and {latest} and e.deleted_at is null
             and e.warranty_told_for is distinct from e.warranty_until and e.life_cycle <> 'Retired'
             order by e.warranty_until, e.id limit {BatchSize} for update skip locked
             """).IgnoreQueryFilters().ToListAsync(ct);
        foreach (var equipment in ending)
        {
            equipment.WarrantyToldFor = equipment.WarrantyUntil;
            equipment.Raise(new WarrantyEnding(equipment.Id, equipment.WarrantyUntil!.Value));   // the statement asks for those that have one
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return ending.Count;
    }
}
