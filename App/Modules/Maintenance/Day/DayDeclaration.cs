using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Day;

/// <summary>Marks the texts of a technician's day.</summary>
public sealed class DayText;

internal static class DayDeclaration
{
    /// <summary>A technician's day, in the rail of those who have a profile.</summary>
    public static ModuleBuilder AddDay(this ModuleBuilder module) => module
        .Texts<DayText>()
        .MenuFor<HasProfile>("/day", "Day.Menu", "cal", MaintenancePermissions.Work, order: 12);

    /// <summary>Whoever has a technician's profile: managers may work too, and lead nothing as a rule.</summary>
    private sealed class HasProfile(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IMenuCondition
    {
        public async Task<bool> HoldsAsync(CancellationToken ct)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            return await db.Set<Technician>().AnyAsync(t => t.UserId == user.Id, ct);
        }
    }
}
