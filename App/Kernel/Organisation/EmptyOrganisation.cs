using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Organisation;

/// <summary>Whether nobody has begun to work yet. Business records belong to structures, so structures tell for all of them.</summary>
internal static class EmptyOrganisation
{
    public static async Task<bool> IsEmptyAsync(AppDbContext db, CancellationToken ct) =>
        !await db.Set<Structure>().AnyAsync(ct) && !await db.Set<OrganisationSettings>().AnyAsync(ct);
}
