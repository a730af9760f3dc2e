using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Auth;

/// <summary>Who one is.</summary>
[SignedInOnly("oneself")]
public sealed class GetMe(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<ApiPerson> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<User>().Where(u => u.Id == user.Id).Select(u => new ApiPerson(u.Id, u.UserName ?? "", u.DisplayName, u.Language)).SingleAsync(ct);
    }
}
