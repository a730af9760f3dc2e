using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation.Identity;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Organisation;

/// <summary>What everybody may know of the organisation, before signing in too.</summary>
public sealed record OrganisationCard(string Name, bool IsDemo, string? ZoneId = null)
{
    /// <summary>Of whoever has chosen none.</summary>
    public string Language { get; init; } = "fr";

    /// <summary>Null: the colours of OpsFlux.</summary>
    public AccentPalette? Palette { get; init; }
    public OrganisationLogo? Logo { get; init; }
}

/// <param name="Hash">Names this very picture: addresses that hold it may be kept for ever.</param>
public sealed record OrganisationLogo(byte[] Content, string ContentType, string Hash)
{
    public string Href => $"/organisation/logo/{Hash}";
}

/// <summary>Reads the organisation's card; OpsFlux's own name until the organisation has given its. Kept in memory where changes are heard of.</summary>
[AnyoneMay("its name stands on the sign-in page")]
public sealed class GetOrganisation(IDbContextFactory<AppDbContext> dbs, OrganisationCache cache) : IUseCase
{
    public async Task<OrganisationCard> RunAsync(CancellationToken ct)
    {
        if (cache.Current is { } held) return held;
        var mark = cache.Mark;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var settings = await db.Set<OrganisationSettings>().AsNoTracking().Where(o => o.Name != "").FirstOrDefaultAsync(ct);
        var card = settings is null ? new("OpsFlux", false) : CardOf(settings);
        cache.Keep(card, mark);
        return card;
    }

    internal static OrganisationCard CardOf(OrganisationSettings settings) => new(settings.Name, settings.IsDemo, settings.ZoneId)
    {
        Language = settings.Language,
        Palette = AccentPalette.Of(settings.Accent),
        Logo = settings is { Logo: { } content, LogoType: { } type } ? new(content, type, Convert.ToHexStringLower(SHA256.HashData(content))[..16]) : null,
    };
}
