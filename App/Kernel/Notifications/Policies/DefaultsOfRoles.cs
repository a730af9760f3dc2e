using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Notifications.Notifying;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Policies;

/// <summary>A role and what counts for those of its holders who chose nothing themselves.</summary>
/// <param name="Preferences">Null: what is usual.</param>
public sealed record RoleDefault(string Code, string? Name, NotificationPreferences? Preferences);

/// <summary>A kind of news and whether anybody can mute it.</summary>
/// <param name="IsForced">By an administrator's choice; those that are forced by themselves say so in their kind.</param>
public sealed record NewsPolicy(NewsKind Kind, bool IsForced);

/// <summary>What the organisation has decided on notifications.</summary>
public sealed record NotificationPolicy(IReadOnlyList<RoleDefault> Roles, IReadOnlyList<NewsPolicy> News);

/// <summary>All roles with their defaults, and all news people can be told. Refuses: forbidden.</summary>
[Needs(NotificationPermissions.ManagePolicy, Everywhere = true)]
public sealed class GetNotificationPolicy(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog) : IUseCase
{
    public async Task<Result<NotificationPolicy>> RunAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(NotificationPermissions.ManagePolicy)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var roles = await (
            from role in db.Set<Role>()
            join chosen in db.Set<RolePreferences>() on role.Id equals chosen.RoleId into found
            from chosen in found.DefaultIfEmpty()
            orderby role.IsBuiltIn descending, role.Name, role.Code
            select new { role.Code, role.Name, Definition = chosen == null ? null : chosen.Definition }).ToListAsync(ct);
        var forced = await db.Set<ForcedNews>().Select(f => f.Kind).ToListAsync(ct);
        return new NotificationPolicy(
            [.. roles.Select(r => new RoleDefault(r.Code, r.Name, r.Definition is null ? null : PreferencesText.Read(r.Definition)))],
            [.. catalog.News.Select(kind => new NewsPolicy(kind, forced.Contains(kind.Code)))]);
    }
}

/// <summary>The defaults of one role as a form, with what a choice can rest on.</summary>
/// <param name="IsChosen">False: what is usual counts.</param>
public sealed record DefaultsForm(string Code, string? Name, PreferencesRequest Request, bool IsChosen, NewsTerms Terms);

/// <summary>
/// What counts for whoever has a role and chose nothing himself, by the role's code: read, chosen, or given up for what is usual. Refuses:
/// forbidden, not-found, invalid, stale.
/// </summary>
[Needs(NotificationPermissions.ManagePolicy, Everywhere = true)]
public sealed class SaveDefaults(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, NewsBook book) : IUseCase
{
    public async Task<Result<DefaultsForm>> LoadAsync(string code, CancellationToken ct)
    {
        if (!user.CanEverywhere(NotificationPermissions.ManagePolicy)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await FindAsync(db, code, ct) is not { } found) return Refusal.NotFound;
        var row = await db.Set<RolePreferences>().AsNoTracking().SingleOrDefaultAsync(p => p.RoleId == found.Id, ct);
        var preferences = row is null ? NotificationPreferences.Standard : PreferencesText.Read(row.Definition);
        return new DefaultsForm(found.Code, found.Name, PreferencesRequest.Of(preferences, row?.Version ?? 0), row is not null, await book.TermsAsync(db, ct));
    }

    public async Task<Result> RunAsync(string code, PreferencesRequest request, CancellationToken ct)
    {
        if (!user.CanEverywhere(NotificationPermissions.ManagePolicy)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await FindAsync(db, code, ct) is not { } found) return Refusal.NotFound;
        var row = await db.Set<RolePreferences>().SingleOrDefaultAsync(p => p.RoleId == found.Id, ct);
        if ((row?.Version ?? 0) != request.Version) return Refusal.Stale;
        var definition = PreferencesText.Write(request.ToPreferences());
        if (row is null) db.Add(new RolePreferences { RoleId = found.Id, Definition = definition });
        else if (row.Definition == definition) return Result.Ok;
        else
        {
            db.Expect(row, request.Version);
            row.Definition = definition;
        }

        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal is { Code: "already-exists" } ? Refusal.Stale : saved;    // another window was first
    }

    /// <summary>Gives up the role's own defaults. Without any, nothing happens.</summary>
    public async Task<Result> ResetAsync(string code, CancellationToken ct)
    {
        if (!user.CanEverywhere(NotificationPermissions.ManagePolicy)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await FindAsync(db, code, ct) is not { } found) return Refusal.NotFound;
        if (await db.Set<RolePreferences>().SingleOrDefaultAsync(p => p.RoleId == found.Id, ct) is not { } row) return Result.Ok;
        db.Remove(row);
        return await db.TrySaveAsync(ct);
    }

    private static async Task<Role?> FindAsync(AppDbContext db, string code, CancellationToken ct) =>
        code.Contains('\0') ? null : await db.Set<Role>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == code, ct);
}
