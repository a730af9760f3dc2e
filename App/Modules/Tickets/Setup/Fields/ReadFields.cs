using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Categories;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Fields;

/// <summary>An answer with the field that was asked.</summary>
public sealed record FieldAnswer(CategoryField Field, string Value);

/// <summary>What the page of a ticket shows and its form asks.</summary>
/// <param name="Answers">All that was answered, also to fields of a former category or out of use.</param>
/// <param name="Asked">What its category asks today, in order.</param>
public sealed record TicketFormFields(IReadOnlyList<FieldAnswer> Answers, IReadOnlyList<CategoryField> Asked);

/// <summary>Which fields a category's form asks, and what a ticket answered.</summary>
public sealed class ReadFields(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    /// <summary>For the form of a new ticket; nothing for whoever may not open one, and of a category that is not offered.</summary>
    public async Task<IReadOnlyList<CategoryField>> AskedAsync(Guid categoryId, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Open)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        var chain = await CategoryChain.ReadAsync(db, categoryId, ct);
        return chain.Offered is null ? [] : await AskedByAsync(db, chain, ct);
    }

    /// <summary>Nothing of a ticket that one may not see.</summary>
    public async Task<TicketFormFields> OfTicketAsync(Guid ticketId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var category = await db.Set<Ticket>().AllowedTo(user, TicketPermissions.View).Where(t => t.Id == ticketId).Select(t => (Guid?)t.CategoryId).SingleOrDefaultAsync(ct);
        return category is { } known ? await FormAsync(db, ticketId, known, ct) : new([], []);
    }

    /// <summary>Of a ticket that was read in the same turn.</summary>
    public async Task<TicketFormFields> OfTicketAsync(TicketDetails details, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await FormAsync(db, details.Ticket.Id, details.Ticket.CategoryId, ct);
    }

    private static async Task<TicketFormFields> FormAsync(AppDbContext db, Guid ticketId, Guid category, CancellationToken ct)
    {
        var answers = await (
            from value in db.Set<TicketFieldValue>().AsNoTracking().Where(v => v.TicketId == ticketId)
            join field in db.Set<CategoryField>().AsNoTracking() on value.FieldId equals field.Id
            orderby field.Order, field.Code
            select new FieldAnswer(field, value.Value)).ToListAsync(ct);
        return new(answers, await AskedByAsync(db, await CategoryChain.ReadAsync(db, category, ct), ct));
    }

    /// <summary>Active fields of the chain: those from the top first; of two with one code the nearest counts.</summary>
    internal static async Task<IReadOnlyList<CategoryField>> AskedByAsync(AppDbContext db, CategoryChain chain, CancellationToken ct)
    {
        var ids = chain.Ids;
        var fields = await db.Set<CategoryField>().AsNoTracking().Where(f => ids.Contains(f.CategoryId) && f.IsActive).ToListAsync(ct);
        return
        [
            .. fields.GroupBy(f => f.Code).Select(same => same.MinBy(f => Array.IndexOf(ids, f.CategoryId))!)   // a group has one at least
                .OrderByDescending(f => Array.IndexOf(ids, f.CategoryId)).ThenBy(f => f.Order).ThenBy(f => f.Code, StringComparer.Ordinal),
        ];
    }
}
