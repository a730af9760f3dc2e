using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Clocks;

/// <summary>The clocks of an intervention, and by what its agreements are chosen.</summary>
internal static class InterventionClocks
{
    /// <summary>From the opening until work begins for the first time.</summary>
    public const string Response = "response";

    /// <summary>From the opening until it is closed. Stands still while the client is waited for.</summary>
    public const string Resolution = "resolution";

    public static readonly IReadOnlyList<string> All = [Response, Resolution];

    /// <summary>Facets from the most telling on.</summary>
    public static readonly ClockedKind Kind = new(Intervention.RecordKind, All,
    [
        new("contract", nameof(Intervention.ContractId))
        {
            Choices = db => db.Set<Contract>().Select(c => new FacetChoice { Id = c.Id, Name = c.Reference + " · " + c.Name, IsActive = c.State == ContractState.Active }),
        },
        new("site", nameof(Intervention.SiteId)) { Choices = db => db.Set<Site>().Select(s => new FacetChoice { Id = s.Id, Name = s.Name, IsActive = s.IsActive }) },
        new("structure", nameof(Intervention.StructureId))
        {
            Tree = db => db.Set<Structure>().Select(s => new FacetNode(s.Id, s.ParentId)),
            Choices = db => db.Set<Structure>().Select(s => new FacetChoice { Id = s.Id, Name = s.Name, IsActive = s.IsActive }),
        },
        new("equipment", nameof(Intervention.EquipmentId))
        {
            Above = (db, id) => EquipmentTypes.Above(db, id).Select(n => new FacetNode(n.Id, n.ParentId)),
            Choices = db => EquipmentTypes.All(db).Select(t => new FacetChoice { Id = t.Id, Name = t.Name, IsActive = t.IsActive }),
        },
        new("priority", nameof(Intervention.Priority)) { Values = Enum.GetNames<InterventionPriority>(), ValueTexts = nameof(InterventionPriority) },
        new("type", nameof(Intervention.Type)) { Values = Enum.GetNames<InterventionType>(), ValueTexts = nameof(InterventionType) },
    ]);

    /// <summary>Whether the clock of the resolution stands still: what is waited for is the client's to do.</summary>
    public static bool Stops(HoldReason reason) => reason is HoldReason.Client or HoldReason.Access;
}
