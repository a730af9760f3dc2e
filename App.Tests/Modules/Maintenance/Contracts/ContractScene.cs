using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Clients;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Modules.Maintenance.Contracts.Scales;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Kernel.Calendars.Time;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Modules.Maintenance.Contracts;

/// <summary>Clients, contracts and work to count on them.</summary>
internal static class ContractScene
{
    private static int made;

    public static TestUser Keeps(this TestUser user) => user.Grant(MaintenancePermissions.ViewClients, Scope.All).Grant(MaintenancePermissions.ManageClients, Scope.All)
        .Grant(MaintenancePermissions.ViewContracts, Scope.All).Grant(MaintenancePermissions.ManageContracts, Scope.All);

    public static async Task<Client> ClientAsync(this TestApp app, string name = "Conserverie Atlas")
    {
        var structure = await app.SaveAsync(Make.Structure(name, World.Structure, StructureKind.Client));
        return await app.SaveAsync(new Client { Name = name, StructureId = structure.Id });
    }

    /// <summary>Active, for the year of the clock.</summary>
    public static async Task<Contract> ContractAsync(this TestApp app, Guid structure, Action<Contract>? with = null)
    {
        var contract = new Contract
        {
            Reference = $"C-{Interlocked.Increment(ref made)}", Name = "Maintenance complète", StructureId = structure, State = ContractState.Active,
            StartsOn = new(2026, 1, 1), EndsOn = new(2026, 12, 31),
        };
        with?.Invoke(contract);
        return await app.SaveAsync(contract);
    }

    public static async Task<ContractScale> ScaleAsync(this TestApp app, RateScale scale, DateOnly? validFrom = null)
    {
        var row = await app.SaveAsync(new ContractScale { Name = $"Barème {Interlocked.Increment(ref made)}" });
        await app.SaveAsync(new ContractScaleVersion { ScaleId = row.Id, Number = 1, ValidFrom = validFrom ?? new(2026, 1, 1), Definition = ReadScales.Write(scale), CreatedAt = app.Clock.Now });
        return row;
    }

    public static Intervention Work(Contract contract, Guid? site = null) =>
        Intervention.Create(new() { Title = "Fuite sur le vérin", ContractId = contract.Id, SiteId = site }, World.Alice, contract.StructureId, FakeClock.Start);

    public static WorkedTime Worked(string from, string to, Guid? person = null) => new() { PersonId = person, From = Calendars.At(Calendars.Casablanca, from), To = Calendars.At(Calendars.Casablanca, to) };

    /// <summary>As the closing of an intervention does it; nothing is kept where it was refused.</summary>
    public static Task<Result> ConsumeAsync(this TestApp app, Intervention work, params WorkedTime[] entries) => app.WithDbAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (!await db.Set<Intervention>().AnyAsync(i => i.Id == work.Id)) db.Add(work);
        var done = await ContractConsumption.ConsumeAsync(db, work, entries, default);
        if (done.Failed) return done;
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return done;
    });

    public static Task<List<ConsumptionLine>> LinesAsync(this TestApp app, Contract contract) =>
        app.WithDbAsync(db => db.Set<ConsumptionLine>().Where(l => l.ContractId == contract.Id).OrderBy(l => l.Id).ToListAsync());
}
