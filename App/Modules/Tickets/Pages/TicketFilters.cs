using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Pages;

/// <summary>The filters a list of tickets offers, named as in the address (see <c>TicketFilter</c>). Nothing is read before one is wanted.</summary>
internal sealed class TicketFilters(TicketChoices choices, ChoiceNames names, IStringLocalizer<TicketsText> text, TextCatalog texts)
{
    public IReadOnlyList<ListFilter> All()
    {
        var me = new ListOption("me", text["Filter.Me"]);
        var people = Source(choices.AssigneesAsync, names.PeopleAsync);   // one list for both
        return
        [
            new("state", text["Field.State"], [new("open", text["State.Open"], IsAlone: true), new("any", text["State.Any"], IsAlone: true), .. Words<TicketState>()]),
            new("priority", text["Field.Priority"], Words<Priority>()),
            new("category", text["Field.Category"], []) { Source = Source(choices.CategoriesAsync, names.CategoriesAsync), Fewest = 2 },
            new("assignee", text["Field.Assignee"], [me, new("none", text["Assignee.None"])], ListFilterKind.One) { Source = people },
            new("group", text["Field.Group"], [], ListFilterKind.One) { Source = Source(choices.GroupsAsync, names.GroupsAsync), Fewest = 2 },
            new("requester", text["Field.Requester"], [me], ListFilterKind.One) { Source = people, Fewest = 2 },
            new("kind", text["Field.Kind"], Words<TicketKind>(), ListFilterKind.One),
            new("structure", text["Field.Structure"], [], ListFilterKind.One) { Source = Source(choices.StructuresAsync, names.StructuresAsync), Fewest = 2 },
            new("tag", text["Field.Tag"], [], ListFilterKind.One) { Source = new(TagsAsync, Named: null), Fewest = 1 },   // one tag among many tickets is a choice, one structure is none
            new("due", text["Field.Due"], Words<TicketDue>(), ListFilterKind.One),
            new("opened", text["Filter.Opened"], Words<DatePeriod>(), ListFilterKind.One),
            new("from", text["Filter.From"], [], ListFilterKind.Date),
            new("to", text["Filter.To"], [], ListFilterKind.Date),
            new("updated", text["Filter.Updated"], Words<DatePeriod>(), ListFilterKind.One),
        ];
    }

    private ListOption[] Words<TEnum>() where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(v => new ListOption(v.ToString(), texts.Of(v)))];

    private static ListSource Source(Func<CancellationToken, Task<List<Choice>>> all, Func<IReadOnlyList<Guid>, CancellationToken, Task<List<Choice>>> named) =>
        new(async ct => Options(await all(ct)), async (values, ct) => Options(await named(Ids(values), ct)));

    private static Guid[] Ids(IEnumerable<string> values) => [.. values.Select(v => Guid.TryParse(v, out var id) ? id : (Guid?)null).OfType<Guid>()];

    private async Task<IReadOnlyList<ListOption>> TagsAsync(CancellationToken ct) => [.. (await choices.TagsAsync(ct)).Select(t => new ListOption(t, t))];

    private static ListOption[] Options(IEnumerable<Choice> choices) => [.. choices.Select(c => new ListOption(c.Id.ToString(), c.Name))];
}
