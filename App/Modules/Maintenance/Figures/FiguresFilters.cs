using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>The filters the figures offer, named as in the address (see <see cref="FiguresFilter"/>).</summary>
internal sealed class FiguresFilters(FiguresChoices choices, TextCatalog texts)
{
    public IReadOnlyList<ListFilter> All() =>
    [
        new("period", texts["Figures.Period"], [.. Enum.GetValues<DatePeriod>().Select(p => new ListOption(p.ToString(), texts.Of(p)))], ListFilterKind.One),
        new("from", texts["Figures.From"], [], ListFilterKind.Date),
        new("to", texts["Figures.To"], [], ListFilterKind.Date),
        .. Enum.GetValues<FiguresBy>().Select(Of),
    ];

    private ListFilter Of(FiguresBy by) => new(NameOf(by), texts.Of(by), [], ListFilterKind.One)
    {
        Source = new(async ct => Options(await choices.RunAsync(by, null, ct)), async (values, ct) => Options(await choices.RunAsync(by, Ids(values), ct))),
        Fewest = 2,
    };

    private static string NameOf(FiguresBy by) => by switch { FiguresBy.Site => "site", FiguresBy.Equipment => "equipment", _ => "client" };

    private static Guid[] Ids(IEnumerable<string> values) => [.. values.Select(v => Guid.TryParse(v, out var id) ? id : (Guid?)null).OfType<Guid>()];

    private static ListOption[] Options(IEnumerable<FigureChoice> found) => [.. found.Select(c => new ListOption(c.Id.ToString(), c.Name))];
}
