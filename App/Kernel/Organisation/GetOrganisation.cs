using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Organisation;

/// <summary>What everybody may know of the organisation, before signing in too.</summary>
public sealed record OrganisationCard(string Name, bool IsDemo, string? ZoneId = null);

/// <summary>Reads the organisation's card; OpsFlux's own name until the organisation has given its.</summary>
[AnyoneMay("its name stands on the sign-in page")]
public sealed class GetOrganisation(IDbContextFactory<AppDbContext> dbs) : IUseCase
{
    public async Task<OrganisationCard> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<OrganisationSettings>().Where(o => o.Name != "").Select(o => new OrganisationCard(o.Name, o.IsDemo, o.ZoneId)).FirstOrDefaultAsync(ct)
            ?? new("OpsFlux", false);
    }
}
