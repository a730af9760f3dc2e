using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Api;

/// <summary>Interventions in the words of the API.</summary>
internal static class InterventionWriting
{
    public static InterventionResource Describe(InterventionDetails details)
    {
        var i = details.Intervention;
        return new()
        {
            Id = i.Id, Number = i.Number, Title = i.Title, Type = i.Type, State = i.State, HoldReason = i.HoldReason, Priority = i.Priority,
            Structure = new(i.StructureId, details.Structure), Equipment = details.Equipment is { } e ? new(e.Id, e.Name) : null, Lead = Named(i.LeadId, details.Lead),
            CreatedAt = i.OpenedAt, PlannedAt = i.PlannedAt, StartedAt = i.StartedAt, EndedAt = i.EndedAt, Version = i.Version,
            Description = i.Description, Report = i.Report, Symptom = i.Symptom, Outcome = i.Outcome, IsUrgent = i.IsUrgent, PlannedMinutes = i.PlannedMinutes, Contract = Named(i.ContractId, details.Contract), Costs = WorkWriting.Describe(details.Costs), ArchivedAt = i.ArchivedAt,
        };
    }

    public static InterventionItem Describe(InterventionRow row) => new()
    {
        Id = row.Id, Number = row.Number, Title = row.Title, Type = row.Type, State = row.State, HoldReason = row.HoldReason, Priority = row.Priority,
        Structure = new(row.StructureId, row.Structure), Equipment = Named(row.EquipmentId, row.Equipment), Lead = Named(row.LeadId, row.Lead),
        CreatedAt = row.OpenedAt, PlannedAt = row.PlannedAt, EndedAt = row.EndedAt, Version = row.Version,
    };

    private static NamedRef? Named(Guid? id, string? name) => id is { } known && name is not null ? new(known, name) : null;
}
