using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup;
using OpsFlux.Modules.Tickets.Setup.Categories;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Checklists;

public sealed record TemplateLine(Guid Id, string Name, Guid CategoryId, string Category, IReadOnlyList<string> Items, bool IsRequired);

/// <summary>Keeps the checklists with which tickets begin, in every structure; tickets that are open already keep theirs. Refuses: invalid, forbidden, not-found, unknown-category.</summary>
[Needs(TicketPermissions.Configure, Everywhere = true)]
public sealed class ChecklistTemplates(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int Most = 500;

    [Needs(TicketPermissions.Configure)]
    public async Task<Result<IReadOnlyList<TemplateLine>>> RunAsync(CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Configure)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (
            from template in db.Set<ChecklistTemplate>()
            join category in db.Set<Category>() on template.CategoryId equals category.Id
            orderby category.Path, template.Name, template.Id
            select new TemplateLine(template.Id, template.Name, category.Id, category.Path, template.Items, template.IsRequired)).Take(Most).ToArrayAsync(ct);
    }

    public async Task<Result> SaveAsync(ChecklistTemplateRequest request, CancellationToken ct)
    {
        if (!user.MayConfigureAll) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var template = request.Id is { } id ? await db.Set<ChecklistTemplate>().SingleOrDefaultAsync(t => t.Id == id, ct) : null;
        if (template is null && request.Id is not null) return Refusal.NotFound;
        if (template?.CategoryId != request.CategoryId && (await CategoryChain.ReadAsync(db, request.CategoryId, ct)).Offered is null)
            return Refusal.Conflict(TicketRefusals.UnknownCategory);

        var category = request.CategoryId ?? Guid.Empty;   // required, and checked
        if (template is null) db.Add(template = new() { Name = "", CategoryId = category });
        (template.Name, template.CategoryId, template.Items, template.IsRequired) = (request.Name.Trim(), category, [.. request.Items()], request.IsRequired);
        return await db.TrySaveAsync(ct);
    }

    /// <summary>Tickets keep the items they began with.</summary>
    public async Task<Result> RemoveAsync(Guid id, CancellationToken ct)
    {
        if (!user.MayConfigureAll) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var template = await db.Set<ChecklistTemplate>().SingleOrDefaultAsync(t => t.Id == id, ct);
        if (template is null) return Refusal.NotFound;
        db.Remove(template);
        return await db.TrySaveAsync(ct);
    }
}
