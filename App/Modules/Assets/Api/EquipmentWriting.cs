using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Modules.Assets.Api;

/// <summary>Equipment in the words of the API, and back.</summary>
internal static class EquipmentWriting
{
    public static EquipmentResource Describe(EquipmentDetails details)
    {
        var e = details.Equipment;
        return new()
        {
            Id = e.Id, Number = e.Number, Name = e.Name, Type = new(e.TypeId, details.Type), Structure = new(e.StructureId, details.Structure),
            Site = Named(e.SiteId, details.Site), Location = e.Location, ParentId = e.ParentId, Maker = e.Maker, Model = e.Model, SerialNumber = e.SerialNumber,
            State = e.State, StateSince = e.StateSince, LifeCycle = e.LifeCycle, InstalledOn = e.InstalledOn, WarrantyUntil = e.WarrantyUntil,
            MaintenanceEveryDays = e.MaintenanceEveryDays, NextMaintenanceOn = e.NextMaintenanceOn, CreatedAt = e.CreatedAt, UpdatedAt = e.UpdatedAt, Version = e.Version,
            Components = [.. details.Components.Select(c => new EquipmentPart(c.Id, c.Number, c.Name, c.State))],
        };
    }

    public static EquipmentItem Describe(EquipmentRow e) => new()
    {
        Id = e.Id, Number = e.Number, Name = e.Name, Type = new(e.TypeId, e.Type), Structure = new(e.StructureId, e.Structure),
        Site = Named(e.SiteId, e.Site), Location = e.Location, ParentId = e.ParentId, Maker = e.Maker, Model = e.Model, SerialNumber = e.SerialNumber,
        State = e.State, StateSince = e.StateSince, LifeCycle = e.LifeCycle, InstalledOn = e.InstalledOn, WarrantyUntil = e.WarrantyUntil,
        MaintenanceEveryDays = e.MaintenanceEveryDays, NextMaintenanceOn = e.NextMaintenanceOn, CreatedAt = e.CreatedAt, UpdatedAt = e.UpdatedAt, Version = e.Version,
    };

    public static EquipmentWorkItem Describe(EquipmentWork work) => new(work.Id, work.Number, work.Title, Code(work.Type), Code(work.State), work.At, work.EndedAt, work.Lead);

    /// <summary>"InterventionState.OnHold" is onHold for programs.</summary>
    private static string Code(string key) => ApiJson.Name(key[(key.LastIndexOf('.') + 1)..]);

    private static NamedRef? Named(Guid? id, string? name) => id is { } known ? new(known, name ?? "?") : null;
}
