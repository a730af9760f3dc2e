using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians;

/// <summary>What technicians have to do, whoever may see it: counted, never shown.</summary>
internal static class TechnicianWork
{
    public static IQueryable<Intervention> Running(AppDbContext db) => db.Set<Intervention>().Where(i => i.State == InterventionState.InProgress);

    public static IQueryable<Intervention> Open(AppDbContext db) => db.Set<Intervention>().Where(i => i.EndedAt == null);

    /// <summary>Profiles, deleted ones too: a person has one.</summary>
    public static IQueryable<Technician> Profiles(AppDbContext db) => db.Set<Technician>().IgnoreQueryFilters();
}
