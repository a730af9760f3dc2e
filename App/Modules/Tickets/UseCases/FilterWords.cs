using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>Says a filter in words for the cover of a report: names instead of ids, dates in the reader's way.</summary>
internal sealed class FilterWords(AppDbContext db, TextCatalog texts)
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
            ("Field.Category", await NameAsync(db.Set<Category>().Where(c => c.Id == filter.CategoryId).Select(c => c.Path), filter.CategoryId, ct)),
            ("Field.Structure", await NameAsync(db.Set<Structure>().Where(s => s.Id == filter.StructureId).Select(s => s.Name), filter.StructureId, ct)),
            ("Field.Group", await NameAsync(db.Set<Group>().Where(g => g.Id == filter.GroupId).Select(g => g.Name), filter.GroupId, ct)),
            ("Field.Assignee", await NameAsync(db.Set<User>().Where(u => u.Id == filter.AssigneeId).Select(u => u.DisplayName), filter.AssigneeId, ct)),
        ];
        return [.. said.Where(s => s.Value is not null).Select(s => new UsedFilter(s.Label, s.Value!))];
    }

    private string? StatesOf(TicketFilter filter) => filter switch
    {
        { OnlyOpen: true } => texts["State.Open"],
        { States: { } states } => string.Join(", ", states.Select(s => texts.Of(s))),
        _ => null,
    };

    private static async Task<string?> NameAsync(IQueryable<string> name, Guid? id, CancellationToken ct) => id is null ? null : await name.SingleOrDefaultAsync(ct) ?? "?";
}
