using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Consumption;

/// <summary>
/// Puts a counted entry right: its lines are taken back by lines of their own, and the right times are counted by the scale of
/// their day. Refuses: forbidden, invalid, not-found, contracts.already-reversed, contracts.exhausted, contracts.not-in-force.
/// </summary>
[Needs(MaintenancePermissions.ManageContracts)]
public sealed class CorrectConsumption(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public async Task<Result> RunAsync(CorrectConsumptionRequest request, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ManageContracts)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.Set<Contract>().AllowedTo(user, MaintenancePermissions.ManageContracts).AnyAsync(c => c.Id == request.ContractId, ct)) return Refusal.NotFound;
        if (await ContractLedger.OpenAsync(db, request.ContractId, ct) is not { } ledger) return Refusal.NotFound;
        var lines = await db.Set<ConsumptionLine>().AsNoTracking().Where(l => l.ContractId == request.ContractId && l.EntryId == request.EntryId).ToListAsync(ct);
        if (lines.Count == 0) return Refusal.NotFound;

        var done = await CorrectAsync(db, ledger, lines, request, ct);
        if (!done.Failed) done = await db.TrySaveAsync(ct);
        if (!done.Failed) await transaction.CommitAsync(ct);
        return done;
    }

    private async Task<Result> CorrectAsync(AppDbContext db, ContractLedger ledger, List<ConsumptionLine> lines, CorrectConsumptionRequest request, CancellationToken ct)
    {
        var taken = lines.Select(l => l.ReversesId).ToHashSet();
        var standing = lines.Where(l => l.ReversesId is null && !taken.Contains(l.Id)).ToList();
        if (standing.Count == 0) return Refusal.Conflict(ContractRefusals.AlreadyReversed);

        var today = ledger.Scales.DayOf(clock.GetUtcNow());
        var writer = new ConsumptionWriter(db, ledger, today);
        foreach (var line in standing) writer.TakeBack(line, request.Reason.Trim());
        if (standing[0] is { Kind: ConsumptionKind.Time } first && request is { From: { } from, To: { } to })
        {
            var entry = new WorkedTime { Id = first.EntryId, PersonId = first.PersonId, From = from, To = to };
            var cost = (await new ConsumptionCount(db, ledger, writer).CostsAsync([entry], ct))[0];
            var written = writer.Write(ConsumptionCount.FactsOf(cost, first.InterventionId) with { Reason = request.Reason.Trim() }, ConsumptionCount.DetailOf(cost));
            if (written.Failed) return written;
        }

        db.AddRange(writer.Lines);
        await ContractConsumption.AlertAsync(db, ledger, today, ct);
        return Result.Ok;
    }
}
