using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Pages;

/// <summary>The filters a list of tickets offers, named as in the address (see <c>TicketFilter</c>).</summary>
internal static class TicketFilters
{
    public static async Task<IReadOnlyList<ListFilter>> AllAsync(TicketChoices choices, IStringLocalizer<TicketsText> text, TextCatalog texts, CancellationToken ct)
    {
        List<ListFilter> filters =
        [
            new("state", text["Field.State"], [new("open", text["State.Open"]), new("any", text["State.Any"]), .. Words<TicketState>(texts)]),
            new("priority", text["Field.Priority"], Words<Priority>(texts)),
            new("category", text["Field.Category"], Options(await choices.CategoriesAsync(ct))),
            new("structure", text["Field.Structure"], Options(await choices.StructuresAsync(ct))),
            new("from", text["Filter.From"], [], ListFilterKind.Date),
            new("to", text["Filter.To"], [], ListFilterKind.Date),
        ];
        if (await choices.AssigneesAsync(ct) is { Count: > 0 } people) filters.Insert(3, new("assignee", text["Field.Assignee"], Options(people)));
        if (await choices.GroupsAsync(ct) is { Count: > 0 } groups) filters.Insert(4, new("group", text["Field.Group"], Options(groups)));
        return [.. filters.Where(f => f.Kind == ListFilterKind.Date || f.Options.Count > 1)];
    }

    private static IReadOnlyList<ListOption> Words<TEnum>(TextCatalog texts) where TEnum : struct, Enum =>
        [.. Enum.GetValues<TEnum>().Select(v => new ListOption(v.ToString(), texts.Of(v)))];

    private static IReadOnlyList<ListOption> Options(IEnumerable<Choice> choices) => [.. choices.Select(c => new ListOption(c.Id.ToString(), c.Name))];
}
