using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Lists;
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
        var people = await choices.AssigneesAsync(ct);
        var me = new ListOption("me", text["Filter.Me"]);
        List<ListFilter> filters =
        [
            new("state", text["Field.State"], [new("open", text["State.Open"], IsAlone: true), new("any", text["State.Any"], IsAlone: true), .. Words<TicketState>(texts)]),
            new("priority", text["Field.Priority"], Words<Priority>(texts)),
            new("category", text["Field.Category"], Options(await choices.CategoriesAsync(ct))),
            new("assignee", text["Field.Assignee"], [me, new("none", text["Assignee.None"]), .. Options(people)], ListFilterKind.One),
            new("group", text["Field.Group"], Options(await choices.GroupsAsync(ct)), ListFilterKind.One),
            new("requester", text["Field.Requester"], [me, .. Options(people)], ListFilterKind.One),
            new("kind", text["Field.Kind"], Words<TicketKind>(texts), ListFilterKind.One),
            new("structure", text["Field.Structure"], Options(await choices.StructuresAsync(ct)), ListFilterKind.One),
            new("tag", text["Field.Tag"], [.. (await choices.TagsAsync(ct)).Select(t => new ListOption(t, t))], ListFilterKind.One),
            new("opened", text["Filter.Opened"], Words<DatePeriod>(texts), ListFilterKind.One),
            new("from", text["Filter.From"], [], ListFilterKind.Date),
            new("to", text["Filter.To"], [], ListFilterKind.Date),
            new("updated", text["Filter.Updated"], Words<DatePeriod>(texts), ListFilterKind.One),
        ];
        return [.. filters.Where(f => f.Kind == ListFilterKind.Date || f.Options.Count > (f.Name == "tag" ? 0 : 1))];   // one tag among many tickets is a choice, one structure is none
    }

    private static IReadOnlyList<ListOption> Words<TEnum>(TextCatalog texts) where TEnum : struct, Enum =>
        [.. Enum.GetValues<TEnum>().Select(v => new ListOption(v.ToString(), texts.Of(v)))];

    private static IReadOnlyList<ListOption> Options(IEnumerable<Choice> choices) => [.. choices.Select(c => new ListOption(c.Id.ToString(), c.Name))];
}
