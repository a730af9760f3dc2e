using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>One template, as its page shows it.</summary>
/// <param name="Template">Null for one that is being made.</param>
/// <param name="Fields">What its words may name.</param>
public sealed record TemplateDetails(NotificationTemplate? Template, IReadOnlyList<TemplateField> Fields);

/// <summary>Reads templates, and what they may name. Refuses: forbidden, not-found.</summary>
[Needs(TemplatePermissions.Manage, Everywhere = true)]
public sealed class ListTemplates(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog) : IUseCase
{
    private const int Most = 500;

    /// <summary>By code, those in use first.</summary>
    public async Task<Result<IReadOnlyList<NotificationTemplate>>> RunAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(TemplatePermissions.Manage)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<NotificationTemplate>().AsNoTracking().OrderByDescending(t => t.IsActive).ThenBy(t => t.Code).Take(Most).ToListAsync(ct);
    }

    /// <summary>Null: what a new one may name.</summary>
    public async Task<Result<TemplateDetails>> OneAsync(Guid? id, CancellationToken ct)
    {
        if (!user.CanEverywhere(TemplatePermissions.Manage)) return Refusal.Forbidden;
        if (id is null) return new TemplateDetails(null, catalog.TemplateFields);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<NotificationTemplate>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) is { } found ? new TemplateDetails(found, catalog.TemplateFields) : Refusal.NotFound;
    }
}
