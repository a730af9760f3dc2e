using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Fields;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Categories;

/// <summary>A row of the page of categories.</summary>
/// <param name="Fields">Fields of its own that are asked.</param>
public sealed record CategoryRow(CategoryPlace Place, string? Group, int Fields);

/// <summary>All that the page of one category shows.</summary>
/// <param name="Inherited">Fields of the categories above, nearest first, with the path of the one they come from.</param>
/// <param name="OpenTickets">Not yet closed and visible to this user, in it and below, counted up to 1,000.</param>
public sealed record CategoryDetails(
    Category Category, IReadOnlyList<CategoryField> Fields, IReadOnlyList<(string Path, CategoryField Field)> Inherited, int Below, int OpenTickets);

/// <summary>What the pages of categories show. Refuses: forbidden, not-found.</summary>
[Needs(TicketPermissions.Configure)]
public sealed class ListCategories(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int MostCounted = 1_000;

    /// <summary>The whole tree as people read it. Three statements.</summary>
    public async Task<Result<IReadOnlyList<CategoryRow>>> RunAsync(CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Configure)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var tree = new CategoryTree(await db.Set<Category>().AsNoTracking().ToListAsync(ct));
        var groups = await db.Set<Group>().ToDictionaryAsync(g => g.Id, g => g.Name, ct);
        var fields = await db.Set<CategoryField>().Where(f => f.IsActive).GroupBy(f => f.CategoryId).ToDictionaryAsync(f => f.Key, f => f.Count(), ct);
        return tree.Walk().Select(p => new CategoryRow(p, p.Category.DefaultGroupId is { } g ? groups.GetValueOrDefault(g) : null, fields.GetValueOrDefault(p.Category.Id))).ToList();
    }

    public async Task<Result<CategoryDetails>> OneAsync(Guid id, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Configure)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var chain = await CategoryChain.ReadAsync(db, id, ct);
        if (chain.Categories is not [var category, ..]) return Refusal.NotFound;

        var ids = chain.Ids;
        var fields = await db.Set<CategoryField>().AsNoTracking().Where(f => ids.Contains(f.CategoryId)).OrderBy(f => f.Order).ThenBy(f => f.Code).ToListAsync(ct);
        var inherited = chain.Categories.Skip(1).SelectMany(c => fields.Where(f => f.CategoryId == c.Id && f.IsActive).Select(f => (c.Path, f)));
        var subtree = new CategoryTree(await db.Set<Category>().AsNoTracking().ToListAsync(ct)).Subtree(category).Select(c => c.Id).ToArray();
        var open = await db.Set<Ticket>().AllowedTo(user, TicketPermissions.View).Where(t => t.ClosedAt == null && subtree.Contains(t.CategoryId)).Take(MostCounted).CountAsync(ct);
        return new CategoryDetails(category, [.. fields.Where(f => f.CategoryId == id)], [.. inherited], subtree.Length - 1, open);
    }

    /// <summary>Teams that a category may route to.</summary>
    public async Task<IReadOnlyList<Choice>> GroupsAsync(CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Configure)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<Group>().Where(g => g.IsActive || db.Set<Category>().Any(c => c.DefaultGroupId == g.Id)).OrderBy(g => g.Name).Select(g => new Choice(g.Id, g.Name)).ToListAsync(ct);
    }
}
