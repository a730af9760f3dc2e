using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Modules.Maintenance.Contracts.Scales;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Consumption;

/// <summary>An entry with what it costs.</summary>
public sealed record CountedEntry(WorkedTime Entry, EntryCost Cost, DateOnly On, Guid? ScaleVersionId, string? Grade);

/// <summary>Counts the work of one intervention against a contract: the same for the preview and for good.</summary>
internal sealed class ConsumptionCount(AppDbContext db, ContractLedger ledger, ConsumptionWriter writer)
{
    /// <summary>What the entries cost by the scale that was in force when each began.</summary>
    public async Task<IReadOnlyList<CountedEntry>> CostsAsync(IReadOnlyList<WorkedTime> entries, CancellationToken ct)
    {
        Guid[] people = [.. entries.Select(e => e.PersonId).OfType<Guid>().Distinct()];
        var grades = await db.Set<Technician>().Where(t => people.Contains(t.UserId)).ToDictionaryAsync(t => t.UserId, t => t.Speciality, ct);
        return [.. entries.Select(entry => Cost(ledger.Scales.At(entry.From), entry, entry.PersonId is { } person ? grades.GetValueOrDefault(person) : null))];
    }

    /// <summary>Draws the intervention itself, its entries, and the way to the site. Refuses: contracts.exhausted, contracts.not-in-force.</summary>
    /// <param name="at">When it ended, where no entry says on which day it was.</param>
    public async Task<Result> DrawAsync(Guid? interventionId, Guid? siteId, DateTimeOffset at, IReadOnlyList<CountedEntry> counted, CancellationToken ct)
    {
        var day = counted.Count > 0 ? counted.Min(c => c.On) : ledger.Scales.DayOf(at);
        if (interventionId is { } id && ledger.Counts(ContractUnit.Interventions))
        {
            var one = writer.Write(new(id, ConsumptionKind.Intervention, ContractUnit.Interventions, day) { InterventionId = id }, new(1m));
            if (one.Failed) return one;
        }

        foreach (var entry in counted)
        {
            var done = writer.Write(FactsOf(entry, interventionId), DetailOf(entry));
            if (done.Failed) return done;
        }

        foreach (var visit in counted.Where(c => TravelOf(c.Entry) is not null).GroupBy(c => c.On).OrderBy(g => g.Key))
        {
            var done = await TravelAsync(interventionId, siteId, visit.Key, [.. visit], ct);
            if (done.Failed) return done;
        }

        return Result.Ok;
    }

    private static CountedEntry Cost(ScaleInForce scale, WorkedTime entry, string? grade) =>
        new(entry, EntryCost.Of(scale.Scale, scale.Hours, entry.From, entry.To, grade), scale.DateOf(entry.From), scale.VersionId, grade);

    /// <summary>The dearest way of the day counts once; what other works on that site and day had borne of theirs is shared anew among all.</summary>
    private async Task<Result> TravelAsync(Guid? interventionId, Guid? siteId, DateOnly on, IReadOnlyList<CountedEntry> visit, CancellationToken ct)
    {
        var scale = ledger.Scales.At(visit[0].Entry.From);
        var mine = visit.Select(v => TravelOf(v.Entry)).OfType<TravelMade>().MaxBy(scale.Scale.Travel.CostOf)!;   // of entries with a way
        if (scale.Scale.Travel.CostOf(mine) == 0) return Result.Ok;

        var others = await OthersAsync(siteId, on, ct);
        foreach (var line in others) writer.TakeBack(line, "Consumption.TravelShared");
        List<(EntryFacts Facts, TravelMade Made)> sharing = [.. others.DistinctBy(l => l.EntryId).Select(l => (Again(l), ConsumptionDetail.Parse(l.Detail).Travel!))];
        sharing.Add((new(Guid.CreateVersion7(), ConsumptionKind.Travel, ConsumptionWriter.UnitOf(scale.Scale), on) { InterventionId = interventionId, ScaleVersionId = scale.VersionId, PersonId = visit[0].Entry.PersonId }, mine));
        foreach (var ((facts, made), share) in sharing.Zip(scale.Scale.Travel.Share([.. sharing.Select(s => s.Made)])))
        {
            var done = writer.Write(facts, new(share) { Travel = made, SharedBy = sharing.Count });
            if (done.Failed) return done;
        }

        return Result.Ok;
    }

    /// <summary>The ways that stand of other works on this contract, site and day. A work without a site shares nothing.</summary>
    private async Task<List<ConsumptionLine>> OthersAsync(Guid? siteId, DateOnly on, CancellationToken ct) => siteId is null ? []
        : await Standing(db).AsNoTracking().Where(l => l.ContractId == ledger.Contract.Id && l.Kind == ConsumptionKind.Travel && l.On == on
            && db.Set<Intervention>().Any(i => i.Id == l.InterventionId && i.SiteId == siteId)).OrderBy(l => l.Id).ToListAsync(ct);

    /// <summary>Lines that count: neither take back nor were taken back.</summary>
    public static IQueryable<ConsumptionLine> Standing(AppDbContext db) =>
        db.Set<ConsumptionLine>().Where(l => l.ReversesId == null && !db.Set<ConsumptionLine>().Any(r => r.ReversesId == l.Id));

    public static EntryFacts FactsOf(CountedEntry entry, Guid? interventionId) =>
        new(entry.Entry.Id, ConsumptionKind.Time, entry.Cost.Unit is RateUnit.Points ? ContractUnit.Points : ContractUnit.Minutes, entry.On)
        {
            InterventionId = interventionId, ScaleVersionId = entry.ScaleVersionId, PersonId = entry.Entry.PersonId,
        };

    public static ConsumptionDetail DetailOf(CountedEntry entry) =>
        new(entry.Cost.Units) { From = entry.Entry.From, To = entry.Entry.To, Grade = entry.Grade, Pieces = entry.Cost.Pieces };

    private static EntryFacts Again(ConsumptionLine line) => new(line.EntryId, line.Kind, line.Unit, line.On)
    {
        InterventionId = line.InterventionId, ScaleVersionId = line.ScaleVersionId, PersonId = line.PersonId,
    };

    private static TravelMade? TravelOf(WorkedTime entry) =>
        entry is { TravelZone: null, TravelKilometres: null, TravelMinutes: null } ? null : new(entry.TravelZone, entry.TravelKilometres ?? 0m, entry.TravelMinutes ?? 0m);
}
