using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>Says a filter in words for the cover of a report: names instead of ids, dates in the reader's way.</summary>
/// <remarks>An id that one may not know the name of is said as "?": an address must not be a way to learn names.</remarks>
internal sealed class FilterWords(AppDbContext db, ICurrentUser user, TextCatalog texts)
{
    public async Task<IReadOnlyList<UsedFilter>> DescribeAsync(TicketFilter filter, CancellationToken ct)
    {
        List<(string Label, string? Value)> said =
        [
            ("Filter.View", filter.View == TicketView.All ? null : texts[$"View.{filter.View}"]),
            ("Field.State", StatesOf(filter)),
            ("Field.Priority", filter.Priorities is [] ? null : string.Join(", ", filter.Priorities.Select(p => texts.Of(p)))),
            ("Filter.From", filter.OpenedFrom?.ToString("d", CultureInfo.CurrentCulture)),
            ("Filter.To", filter.OpenedTo?.ToString("d", CultureInfo.CurrentCulture)),
            ("Filter.Search", filter.Search),
            ("Filter.Opened", filter.Opened is { } opened ? texts.Of(opened) : null),
            ("Filter.Updated", filter.Updated is { } updated ? texts.Of(updated) : null),
            ("Field.Due", filter.Due is { } due ? texts.Of(due) : null),
            ("Field.Kind", filter.Kind is { } kind ? texts.Of(kind) : null),
            ("Field.Tag", filter.Tag),
            ("Filter.Selection", filter.Ids?.Count.ToString(CultureInfo.CurrentCulture)),
            ("Field.Category", await NamesAsync(filter.CategoryIds, db.Set<Category>().Select(c => new Known { Id = c.Id, Name = c.Path }), ct)),
            ("Field.Structure", await NameAsync(filter.StructureId, SeenStructures.Of(db, user).Select(s => new Known { Id = s.Id, Name = s.Name }), ct)),
            ("Field.Site", await NameAsync(filter.SiteId, db.Set<Site>().Where(s => SeenStructures.Of(db, user).Any(o => o.Id == s.StructureId)).Select(s => new Known { Id = s.Id, Name = s.Name }), ct)),
            ("Field.Group", await NameAsync(filter.GroupId, Assignable.Teams(db, user).Select(g => new Known { Id = g.Id, Name = g.Name }), ct)),
            ("Field.Assignee", await PersonAsync(filter.Assignee, ct)),
            ("Field.Requester", await PersonAsync(filter.Requester, ct)),
        ];
        return [.. said.Where(s => s.Value is not null).Select(s => new UsedFilter(s.Label, s.Value!))];
    }

    private string? StatesOf(TicketFilter filter) => filter switch
    {
        { OnlyOpen: true } => texts["State.Open"],
        { States: { } states } => string.Join(", ", states.Select(s => texts.Of(s))),
        _ => null,
    };

    /// <summary>Somebody whom he may give tickets to, who stands on a ticket that he may see, or himself.</summary>
    private async Task<string?> PersonAsync(PersonFilter? person, CancellationToken ct)
    {
        if (person is null) return null;
        if (person.IsMe) return user.DisplayName;
        if (person.IsNobody) return texts["Assignee.None"];
        var seen = db.Set<Ticket>().AllowedTo(user, TicketPermissions.View);
        var known = db.Set<User>().Where(u => seen.Any(t => t.AssigneeId == u.Id) || seen.Any(t => t.RequesterId == u.Id) || Assignable.People(db, user).Any(a => a.Id == u.Id));
        return await NameAsync(person.Id, known.Select(u => new Known { Id = u.Id, Name = u.DisplayName }), ct);
    }

    private static Task<string?> NameAsync(Guid? id, IQueryable<Known> known, CancellationToken ct) => NamesAsync(id is { } one ? [one] : [], known, ct);

    private static async Task<string?> NamesAsync(IReadOnlyList<Guid> ids, IQueryable<Known> known, CancellationToken ct)
    {
        if (ids.Count == 0) return null;
        var names = await known.Where(c => ids.Contains(c.Id)).Select(c => c.Name).ToListAsync(ct);
        return string.Join(", ", names.Order(StringComparer.CurrentCulture).Concat(names.Count < ids.Count ? ["?"] : []));
    }

    /// <summary>Set by name, so that the database can still be asked about its id.</summary>
    private sealed class Known
    {
        public required Guid Id { get; init; }
        public required string Name { get; init; }
    }
}
