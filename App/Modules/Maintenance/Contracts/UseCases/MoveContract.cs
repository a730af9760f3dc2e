using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.UseCases;

/// <summary>
/// Takes a step of a contract. Refuses: forbidden, invalid (a reason that the step requires), not-found, stale,
/// transition-not-allowed, contracts.ends-in-the-past.
/// </summary>
[Needs(MaintenancePermissions.ManageContracts)]
public sealed class MoveContract(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TimeProvider clock) : IUseCase
{
    public async Task<Result> RunAsync(MoveContractRequest request, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ManageContracts)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var contract = await db.Set<Contract>().AllowedTo(user, MaintenancePermissions.ManageContracts).SingleOrDefaultAsync(c => c.Id == request.ContractId, ct);
        if (contract is null) return Refusal.NotFound;
        var step = ContractWorkflow.Instance.Find(contract, contract.State, request.Trigger, user);
        if (step.Failed) return step.Refusal;
        if (step.Value.Required.Contains(nameof(request.Reason)) && string.IsNullOrWhiteSpace(request.Reason)) return Refusal.Invalid(new FieldError(nameof(request.Reason), "required"));
        var today = DateOnly.FromDateTime(zone.ToLocal(clock.GetUtcNow()).DateTime);
        if (step.Value.To == ContractState.Active && contract.EndsOn < today) return Refusal.Conflict(ContractRefusals.EndsInThePast);

        db.Expect(contract, request.Version);
        contract.Move(step.Value, today, request.Reason);
        return await db.TrySaveAsync(ct);
    }
}
