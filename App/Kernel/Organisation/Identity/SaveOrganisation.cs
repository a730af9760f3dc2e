using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Identity;

/// <summary>The organisation's settings as their page shows them.</summary>
public sealed record OrganisationView(SaveOrganisationRequest Form, OrganisationLogo? Logo);

/// <summary>
/// What holds for the whole organisation: name, language, zone and accent. Takes the permission for all of it. Refuses:
/// forbidden, invalid (unknown-value: language or zone; colour-form), stale.
/// </summary>
[Needs(OrganisationPermissions.ManageSettings, Everywhere = true)]
public sealed class SaveOrganisation(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<OrganisationView>> LoadAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(OrganisationPermissions.ManageSettings)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var settings = await db.Set<OrganisationSettings>().AsNoTracking().FirstOrDefaultAsync(ct);   // the card in memory hears of a change later than who made it
        return settings is null ? new OrganisationView(new() { Name = "OpsFlux" }, null) : new OrganisationView(FormOf(settings), GetOrganisation.CardOf(settings).Logo);
    }

    private static SaveOrganisationRequest FormOf(OrganisationSettings settings) => new()
    {
        Version = settings.Version, Name = settings.Name, Language = settings.Language, ZoneId = settings.ZoneId, Accent = settings.Accent,
    };

    public async Task<Result> RunAsync(SaveOrganisationRequest request, CancellationToken ct)
    {
        if (!user.CanEverywhere(OrganisationPermissions.ManageSettings)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(request.ZoneId, out _)) return Refusal.Invalid(new FieldError(nameof(request.ZoneId), "unknown-value"));
        var accent = string.IsNullOrWhiteSpace(request.Accent) ? null : request.Accent;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var settings = await db.Set<OrganisationSettings>().FirstOrDefaultAsync(ct);
        if (settings is null) db.Add(settings = new() { Name = request.Name });
        else db.Expect(settings, request.Version);
        (settings.Name, settings.Language, settings.ZoneId, settings.Accent) = (request.Name.Trim(), request.Language, request.ZoneId, accent?.ToLowerInvariant());
        return await db.TrySaveAsync(ct);
    }
}
