using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>
/// The names of what a filter in an address refers to by id, without reading all that <see cref="TicketChoices"/> would offer.
/// Ids whose names one may not know are left out: an address must not be a way to learn them.
/// </summary>
[Needs(TicketPermissions.View)]
public sealed class ChoiceNames(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    /// <summary>Also of those out of use: tickets keep them.</summary>
    public Task<List<Choice>> CategoriesAsync(IReadOnlyList<Guid> ids, CancellationToken ct) => ReadAsync(
        TicketPermissions.View, db => db.Set<Category>().Where(c => ids.Contains(c.Id)).Select(c => new Choice(c.Id, c.Path)), ct);

    [Needs(TicketPermissions.Assign)]
    public Task<List<Choice>> GroupsAsync(IReadOnlyList<Guid> ids, CancellationToken ct) => ReadAsync(
        TicketPermissions.Assign, db => Assignable.Teams(db, user).Where(g => ids.Contains(g.Id)).Select(g => new Choice(g.Id, g.Name)), ct);

    [Needs(TicketPermissions.Assign)]
    public Task<List<Choice>> PeopleAsync(IReadOnlyList<Guid> ids, CancellationToken ct) => ReadAsync(
        TicketPermissions.Assign, db => Assignable.People(db, user).Where(u => ids.Contains(u.Id)).Select(u => new Choice(u.Id, u.DisplayName)), ct);

    public Task<List<Choice>> StructuresAsync(IReadOnlyList<Guid> ids, CancellationToken ct) => ReadAsync(
        TicketPermissions.View, db => SeenStructures.Of(db, user).Where(s => ids.Contains(s.Id)).Select(s => new Choice(s.Id, s.Name)), ct);

    private async Task<List<Choice>> ReadAsync(string permission, Func<AppDbContext, IQueryable<Choice>> query, CancellationToken ct)
    {
        if (!user.Can(permission)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await query(db).ToListAsync(ct);
    }
}
