using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.UseCases;

/// <param name="Number">As people see it.</param>
public sealed record SavedContract(Guid Id, string Number);

/// <summary>
/// Creates a contract as a draft, or changes one that is not over. What it covers belongs to its client. Refuses: forbidden,
/// invalid (name-taken: the reference; unknown-value), not-found, stale, contracts.is-over.
/// </summary>
[Needs(MaintenancePermissions.ManageContracts)]
public sealed class SaveContract(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<SavedContract>> RunAsync(SaveContractRequest request, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ManageContracts)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = request.Id is { } id ? await db.Set<Contract>().AllowedTo(user, MaintenancePermissions.ManageContracts).SingleOrDefaultAsync(c => c.Id == id, ct) : null;
        if (found is null && request.Id is not null) return Refusal.NotFound;
        if (found?.State is ContractState.Expired or ContractState.Terminated) return Refusal.Conflict(ContractRefusals.IsOver);
        if (await ContractCheck.WrongAsync(db, user, request, found, ct) is { } wrong) return Refusal.Invalid(wrong);

        var contract = found ?? new Contract { Reference = "", Name = "" };
        if (found is null) db.Add(contract);
        else db.Expect(found, request.Version);
        Write(contract, request);
        await CoverAsync(db, contract, request, ct);
        if (found is null) contract.Log(new() { Kind = TimelineKind.Opened });
        else LogChanges(db, contract);
        var saved = await db.TrySaveAsync(ct);
        return saved.Failed ? saved.Refusal : new SavedContract(contract.Id, contract.Number);
    }

    private static void Write(Contract contract, SaveContractRequest request)
    {
        (contract.StructureId, contract.Reference, contract.Name, contract.Type) = (request.StructureId!.Value, request.Reference.Trim(), request.Name.Trim(), request.Type);   // required
        (contract.StartsOn, contract.EndsOn) = (request.StartsOn!.Value, request.EndsOn!.Value);
        (contract.YearlyAmount, contract.MonthlyAmount, contract.Currency) = (request.YearlyAmount, request.MonthlyAmount, request.Currency);
        (contract.IncludedInterventions, contract.IncludedMinutes, contract.IncludedPoints) = (request.IncludedInterventions, (int?)(request.IncludedHours * 60), request.IncludedPoints);
        (contract.RenewsByItself, contract.NoticeDays) = (request.RenewsByItself, request.NoticeDays);
        (contract.Overrun, contract.TolerancePercent, contract.ScaleId) = (request.Overrun, request.Overrun == OverrunPolicy.Allow ? request.TolerancePercent : 0, request.ScaleId);
        contract.Terms = string.IsNullOrWhiteSpace(request.Terms) ? null : request.Terms.Trim();
    }

    private static async Task CoverAsync(AppDbContext db, Contract contract, SaveContractRequest request, CancellationToken ct)
    {
        var sites = await db.Set<ContractSite>().Where(s => s.ContractId == contract.Id).ToListAsync(ct);
        db.RemoveRange(sites.Where(s => !request.SiteIds.Contains(s.SiteId)));
        db.AddRange(request.SiteIds.Distinct().Except(sites.Select(s => s.SiteId)).Select(s => new ContractSite { ContractId = contract.Id, SiteId = s }));
        var equipment = await db.Set<ContractEquipment>().Where(e => e.ContractId == contract.Id).ToListAsync(ct);
        db.RemoveRange(equipment.Where(e => !request.EquipmentIds.Contains(e.EquipmentId)));
        db.AddRange(request.EquipmentIds.Distinct().Except(equipment.Select(e => e.EquipmentId)).Select(e => new ContractEquipment { ContractId = contract.Id, EquipmentId = e }));
    }

    /// <summary>Each field that changed, old and new, as the timeline shows it.</summary>
    private static void LogChanges(AppDbContext db, Contract contract)
    {
        foreach (var property in db.Entry(contract).Properties.Where(p => p.IsModified && p.Metadata.Name is not nameof(Contract.Version)))
            contract.Log(new() { Kind = TimelineKind.FieldChanged, Field = property.Metadata.Name, OldValue = ContractWords.Stored(property.OriginalValue), NewValue = ContractWords.Stored(property.CurrentValue) });
    }
}
