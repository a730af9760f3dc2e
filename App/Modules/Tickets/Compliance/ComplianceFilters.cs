using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.UseCases;

namespace OpsFlux.Modules.Tickets.Compliance;

/// <summary>The filters the report offers, named as in the address (see <see cref="ComplianceFilter"/>).</summary>
internal sealed class ComplianceFilters(ComplianceChoices choices, TextCatalog texts)
{
    /// <param name="withFigure">Of the list behind a figure.</param>
    public IReadOnlyList<ListFilter> All(bool withFigure) =>
    [
        .. withFigure ? [new ListFilter("figure", texts["Compliance.Figure"], Words<ComplianceFigure>(), ListFilterKind.One)] : Array.Empty<ListFilter>(),
        new("period", texts["Compliance.Period"], Words<DatePeriod>(), ListFilterKind.One),
        new("from", texts["Compliance.From"], [], ListFilterKind.Date),
        new("to", texts["Compliance.To"], [], ListFilterKind.Date),
        new("clock", texts["Compliance.Clock"], [.. TicketClocks.All.Select(c => new ListOption(c, texts[$"Clock.{c}"]))], ListFilterKind.One),
        .. Enum.GetValues<ComplianceBy>().Select(Of),
    ];

    private ListFilter Of(ComplianceBy by) => new(ComplianceWords.FilterOf(by), texts.Of(by), by is ComplianceBy.Structure or ComplianceBy.Category ? [] : [new("none", texts[$"Compliance.Without.{by}"])], ListFilterKind.One)
    {
        Source = new(async ct => Options(await choices.RunAsync(by, null, ct)), async (values, ct) => Options(await choices.RunAsync(by, Ids(values), ct))),
        Fewest = 2,
    };

    private ListOption[] Words<TEnum>() where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(v => new ListOption(v.ToString(), texts.Of(v)))];

    private static Guid[] Ids(IEnumerable<string> values) => [.. values.Select(v => Guid.TryParse(v, out var id) ? id : (Guid?)null).OfType<Guid>()];

    private static ListOption[] Options(IEnumerable<Choice> found) => [.. found.Select(c => new ListOption(c.Id.ToString(), c.Name))];
}
