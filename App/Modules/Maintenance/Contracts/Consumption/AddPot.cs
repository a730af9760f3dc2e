using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Consumption;

/// <summary>Adds an extra pot to a contract that is not over. Refuses: forbidden, invalid, not-found, contracts.is-over.</summary>
[Needs(MaintenancePermissions.ManageContracts)]
public sealed class AddPot(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    private const int MinutesInHour = 60;

    public async Task<Result> RunAsync(AddPotRequest request, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ManageContracts)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var contract = await db.Set<Contract>().AllowedTo(user, MaintenancePermissions.ManageContracts).SingleOrDefaultAsync(c => c.Id == request.ContractId, ct);
        if (contract is null) return Refusal.NotFound;
        if (contract.State is ContractState.Expired or ContractState.Terminated) return Refusal.Conflict(ContractRefusals.IsOver);

        var granted = request.Unit == ContractUnit.Minutes ? request.Amount!.Value * MinutesInHour : request.Amount!.Value;   // required
        db.Add(new ContractPot
        {
            ContractId = contract.Id, Unit = request.Unit, Granted = granted, From = request.From, To = request.To,
            Note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim(), CreatedAt = clock.GetUtcNow(), CreatedBy = user.Id,
        });
        contract.Log(new() { Kind = TimelineKind.FieldChanged, Field = "Pot", NewValue = string.Create(CultureInfo.InvariantCulture, $"{request.Unit}|{granted:0.##}"), Body = request.Note });
        return await db.TrySaveAsync(ct);
    }
}
