using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Sla.Policies;

/// <summary>What agreements name stands in their definition, where no foreign key leads a merge to it.</summary>
internal static class PolicyReferences
{
    /// <summary>Within the caller's transaction: agreements that named the one name the other, and forms that are open on them are stale.</summary>
    public static Task MoveAsync(AppDbContext db, Guid gone, Guid kept, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
         update kernel.sla_policies set definition = replace(definition::text, {gone.ToString()}, {kept.ToString()})::jsonb, version = version + 1
         where definition::text like {$"%{gone}%"}
         """, ct);
}
