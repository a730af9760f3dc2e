using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts;

/// <summary>An account of the demo world, with its password in clear: only ever on an organisation marked as a demo.</summary>
public sealed record DemoAccount(string UserName, string DisplayName, string Role, string Password);

/// <summary>What the sign-in page shows besides its form.</summary>
public sealed record SignInOffer(string Organisation, bool HasUsers, IReadOnlyList<DemoAccount> Demo);

/// <summary>Reads what the sign-in page shows. The demo's accounts are where <c>seed --demo</c> wrote them: in the data folder.</summary>
public sealed class GetSignInOffer(IDbContextFactory<AppDbContext> dbs, GetOrganisation organisation, IConfiguration configuration, ILogger<GetSignInOffer> log) : IUseCase
{
    private const string DemoFile = "demo-accounts.json";

    public async Task<SignInOffer> RunAsync(CancellationToken ct)
    {
        var card = await organisation.RunAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var hasUsers = await db.Set<User>().AnyAsync(u => u.IsActive && u.PasswordHash != null, ct);
        return new(card.Name, hasUsers, card.IsDemo ? await ReadDemoAsync(ct) : []);
    }

    /// <summary>A missing or broken file costs the page its convenience, never the sign-in itself.</summary>
    private async Task<IReadOnlyList<DemoAccount>> ReadDemoAsync(CancellationToken ct)
    {
        var path = Path.Combine(DataFolder.Resolve(configuration), DemoFile);
        if (!File.Exists(path)) return [];
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<DemoAccount[]>(file, JsonSerializerOptions.Web, ct) ?? [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            log.LogWarning(e, "The demo accounts in {Path} cannot be read", path);
            return [];
        }
    }
}
