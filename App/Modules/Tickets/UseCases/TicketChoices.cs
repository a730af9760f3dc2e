using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records.Tags;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Categories;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>What the forms and filters offer. Each answers nothing to whoever may not use it.</summary>
[Needs(TicketPermissions.View)]
public sealed class TicketChoices(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int Most = 500;

    /// <summary>Those that a ticket may take, as the tree is read.</summary>
    public async Task<List<Choice>> CategoriesAsync(CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.View)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        var tree = new CategoryTree(await db.Set<Category>().AsNoTracking().ToListAsync(ct));
        return [.. tree.Walk().Where(p => p.IsOffered).Take(Most).Select(p => new Choice(p.Category.Id, p.Category.Path))];
    }

    [Needs(TicketPermissions.Assign)]
    public Task<List<Choice>> GroupsAsync(CancellationToken ct) => ReadAsync(
        TicketPermissions.Assign, db => Assignable.Teams(db, user).OrderBy(g => g.Name).Select(g => new Choice(g.Id, g.Name)), ct);

    /// <summary>Active members of the teams that one may give tickets to.</summary>
    [Needs(TicketPermissions.Assign)]
    public Task<List<Choice>> AssigneesAsync(CancellationToken ct) => ReadAsync(
        TicketPermissions.Assign, db => Assignable.People(db, user).OrderBy(u => u.DisplayName).Select(u => new Choice(u.Id, u.DisplayName)), ct);

    /// <summary>Sites of one's own structure.</summary>
    [Needs(TicketPermissions.Open)]
    public Task<List<Choice>> SitesAsync(CancellationToken ct) => ReadAsync(
        TicketPermissions.Open,
        db => from me in db.Set<User>().Where(u => u.Id == user.Id)
              join site in db.Set<Site>().Where(s => s.IsActive) on me.StructureId equals site.StructureId
              orderby site.Name
              select new Choice(site.Id, site.Name), ct);

    /// <summary>Sites of a ticket's structure that are in use, and the one it has, for whoever may edit it.</summary>
    [Needs(TicketPermissions.Edit)]
    public Task<List<Choice>> SitesOfAsync(Guid ticketId, CancellationToken ct) => ReadAsync(
        TicketPermissions.Edit,
        db => from ticket in db.Set<Ticket>().AllowedTo(user, TicketPermissions.Edit).Where(t => t.Id == ticketId)
              join site in db.Set<Site>() on ticket.StructureId equals site.StructureId
              where site.IsActive || site.Id == ticket.SiteId
              orderby site.Name
              select new Choice(site.Id, site.Name), ct);

    /// <summary>Structures whose tickets one may see, for the filter.</summary>
    public Task<List<Choice>> StructuresAsync(CancellationToken ct) => ReadAsync(
        TicketPermissions.View, db => SeenStructures.Of(db, user).OrderBy(s => s.Name).Select(s => new Choice(s.Id, s.Name)), ct);

    /// <summary>Tags that tickets carry, for those who put tags on them: the words are the organisation's, as where they are typed.</summary>
    [Needs(TicketPermissions.Edit)]
    public async Task<List<string>> TagsAsync(CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Edit)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<Tag>().Where(t => db.Set<RecordTag>().Any(r => r.TagId == t.Id && r.RecordKind == Ticket.RecordKind))
            .OrderBy(t => t.Key).Select(t => t.Name).Take(Most).ToListAsync(ct);
    }

    [Needs(TicketPermissions.Work)]
    public async Task<List<WaitingReason>> WaitingReasonsAsync(CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Work)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<WaitingReason>().AsNoTracking().Where(r => r.IsActive).OrderBy(r => r.Order).ToListAsync(ct);
    }

    private async Task<List<Choice>> ReadAsync(string permission, Func<AppDbContext, IQueryable<Choice>> query, CancellationToken ct)
    {
        if (!user.Can(permission)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await query(db).Take(Most).ToListAsync(ct);
    }
}
