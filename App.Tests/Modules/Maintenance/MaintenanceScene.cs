using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance;

/// <summary>Equipment, technicians and interventions to act on.</summary>
internal static class MaintenanceScene
{
    /// <summary>What whoever plans and carries out work holds.</summary>
    private static readonly string[] Manager =
    [
        MaintenancePermissions.View, MaintenancePermissions.Create, MaintenancePermissions.Assign, MaintenancePermissions.ViewTechnicians, MaintenancePermissions.Work,
        MaintenancePermissions.Cancel, AssetPermissions.View, AssetPermissions.Operate,
    ];

    private static int made;

    public static async Task<Equipment> EquipmentAsync(this TestApp app, Guid? structure = null, int? everyDays = null, string name = "Presse")
    {
        var number = Interlocked.Increment(ref made);
        var type = await app.SaveAsync(new EquipmentType { Code = $"type-{number}", Name = $"Type {number}" });
        return await app.SaveAsync(new Equipment { Name = $"{name} {number}", TypeId = type.Id, StructureId = structure ?? World.Structure, MaintenanceEveryDays = everyDays });
    }

    public static async Task<Technician> TechnicianAsync(this TestApp app, User? person = null)
    {
        person ??= await app.SaveAsync(Make.User("Rachid Amrani"));
        return await app.SaveAsync(new Technician { UserId = person.Id, Name = person.DisplayName, StructureId = person.StructureId });
    }

    public static async Task<Intervention> InterventionAsync(
        this TestApp app, Equipment? equipment, Technician? lead, InterventionType type = InterventionType.Corrective, bool isBreakdown = false, Guid? contract = null)
    {
        foreach (var permission in Manager) app.User.Grant(permission, Scope.All);
        var created = await app.RunAsync<CreateIntervention, Result<CreatedIntervention>>(use => use.RunAsync(
            new() { Title = "Fuite sur le vérin", Type = type, EquipmentId = equipment?.Id, StructureId = World.Structure, LeadId = lead?.UserId, IsBreakdown = isBreakdown, ContractId = contract }, default));
        Assert.Null(created.Refusal);
        return await app.LoadAsync<Intervention>(created.Value!.Id);
    }

    /// <summary>Takes the step as it stands now, with whatever the step asks for.</summary>
    public static async Task<Result> StepAsync(this TestApp app, Guid id, InterventionTrigger trigger, EquipmentOutcome? outcome = null)
    {
        var now = await app.LoadAsync<Intervention>(id);
        return await app.RunAsync<MoveIntervention, Result>(use => use.RunAsync(
            new() { InterventionId = id, Version = now.Version, Trigger = trigger, Report = "Joint remplacé", Reason = "Doublon", HoldReason = HoldReason.Parts, Outcome = outcome }, default));
    }
}
