using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Consumption;

/// <summary>What lines of one entry have in common.</summary>
internal sealed record EntryFacts(Guid EntryId, ConsumptionKind Kind, ContractUnit Unit, DateOnly On)
{
    public Guid? InterventionId { get; init; }
    public Guid? ScaleVersionId { get; init; }
    public Guid? PersonId { get; init; }
    public string? Reason { get; init; }
}

/// <summary>Makes lines of one contract: draws what an entry costs, or takes lines back. Whether they are kept is the caller's to say.</summary>
internal sealed class ConsumptionWriter(AppDbContext db, ContractLedger ledger, DateOnly today)
{
    private readonly List<ConsumptionLine> lines = [];

    public IReadOnlyList<ConsumptionLine> Lines => lines;

    /// <summary>An entry that costs nothing leaves no line.</summary>
    public Result Write(EntryFacts facts, ConsumptionDetail detail)
    {
        var drawn = ledger.Draw(facts.Unit, detail.Total, facts.On);
        if (drawn.Failed) return drawn.Refusal;
        foreach (var part in drawn.Value) lines.Add(LineOf(facts, detail.ToJson(), part));
        return Result.Ok;
    }

    public void TakeBack(ConsumptionLine line, string reason)
    {
        ledger.GiveBack(line);
        var facts = new EntryFacts(line.EntryId, line.Kind, line.Unit, line.On)
        {
            InterventionId = line.InterventionId, ScaleVersionId = line.ScaleVersionId, PersonId = line.PersonId, Reason = reason,
        };
        lines.Add(LineOf(facts, line.Detail, new(line.Bearing, line.PotId, -line.Units), line.Id));
    }

    public static ContractUnit UnitOf(RateScale scale) => scale.Unit is RateUnit.Points ? ContractUnit.Points : ContractUnit.Minutes;

    /// <summary>Ids rise, so that lines stand in the order in which they were counted: those of one millisecond are drawn until one does.</summary>
    private Guid NextId()
    {
        var id = Guid.CreateVersion7();
        while (lines.Count > 0 && id.CompareTo(lines[^1].Id) <= 0) id = Guid.CreateVersion7();
        return id;
    }

    private ConsumptionLine LineOf(EntryFacts facts, string detail, BorneUnits part, Guid? reverses = null) => new()
    {
        Id = NextId(),
        ContractId = ledger.Contract.Id,
        InterventionId = facts.InterventionId,
        EntryId = facts.EntryId,
        ReversesId = reverses,
        Kind = facts.Kind,
        On = facts.On,
        BookedOn = today,
        Unit = facts.Unit,
        Units = part.Units,
        Bearing = part.Bearing,
        PotId = part.PotId,
        ScaleVersionId = facts.ScaleVersionId,
        PersonId = facts.PersonId,
        Detail = detail,
        Reason = facts.Reason,
        CreatedAt = db.Clock.GetUtcNow(),
        CreatedBy = db.Actor.Id,
    };
}
