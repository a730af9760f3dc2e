using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts;

/// <summary>What the sign-in page shows besides its form.</summary>
/// <param name="Demo">With their passwords in clear: only ever on an organisation marked as a demo.</param>
public sealed record SignInOffer(bool HasUsers, IReadOnlyList<KnownAccount> Demo);

/// <summary>Reads what the sign-in page shows. The demo's accounts are where <c>seed --demo</c> wrote them: in the data folder.</summary>
[AnyoneMay("what the sign-in page shows")]
public sealed class GetSignInOffer(IDbContextFactory<AppDbContext> dbs, GetOrganisation organisation, IConfiguration configuration, ILogger<GetSignInOffer> log) : IUseCase
{
    public async Task<SignInOffer> RunAsync(CancellationToken ct)
    {
        var card = await organisation.RunAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var hasUsers = await db.Set<User>().AnyAsync(u => u.IsActive && u.PasswordHash != null, ct);
        return new(hasUsers, card.IsDemo ? await ReadDemoAsync(ct) : []);
    }

    /// <summary>A missing or broken file costs the page its convenience, never the sign-in itself.</summary>
    private async Task<IReadOnlyList<KnownAccount>> ReadDemoAsync(CancellationToken ct)
    {
        var path = Path.Combine(DataFolder.Resolve(configuration), DemoWorld.AccountsFileName);
        try
        {
            return await AccountsFile.ReadAsync(path, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            log.LogWarning(e, "The demo accounts in {Path} cannot be read", path);
            return [];
        }
    }
}
