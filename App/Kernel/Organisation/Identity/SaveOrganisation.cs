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
public sealed class SaveOrganisation(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, GetOrganisation organisation) : IUseCase
{
    public async Task<Result<OrganisationView>> LoadAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(OrganisationPermissions.ManageSettings)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var form = await db.Set<OrganisationSettings>()
            .Select(o => new SaveOrganisationRequest { Version = o.Version, Name = o.Name, Language = o.Language, ZoneId = o.ZoneId, Accent = o.Accent }).FirstOrDefaultAsync(ct);
        return new OrganisationView(form ?? new() { Name = "OpsFlux" }, (await organisation.RunAsync(ct)).Logo);
    }

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
