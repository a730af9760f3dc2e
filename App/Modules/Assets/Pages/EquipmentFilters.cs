using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Pages;

/// <summary>The filters the list offers, named as in the address (see <c>EquipmentFilter</c>). Nothing is read before one is wanted.</summary>
internal sealed class EquipmentFilters(EquipmentChoices choices, IStringLocalizer<AssetsText> text, TextCatalog texts)
{
    public IReadOnlyList<ListFilter> All() =>
    [
        new("state", text["Equipment.State"], Words<OperatingState>()),
        new("type", text["Equipment.Type"], []) { Source = Source(choices.TypesAsync, choices.TypesAsync), Fewest = 2 },
        new("structure", text["Equipment.Structure"], [], ListFilterKind.One) { Source = Source(choices.StructuresAsync, choices.StructuresAsync), Fewest = 2 },
        new("site", text["Equipment.Site"], [], ListFilterKind.One) { Source = Source(choices.SitesAsync, choices.SitesAsync), Fewest = 2 },
        new("lifecycle", text["Equipment.LifeCycle"], [new("any", text["Equipment.AnyLifeCycle"], IsAlone: true), .. Words<LifeCycle>()]),
    ];

    private ListOption[] Words<TEnum>() where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(v => new ListOption(v.ToString(), texts.Of(v)))];

    private static ListSource Source(Func<CancellationToken, Task<List<Choice>>> all, Func<IReadOnlyList<Guid>, CancellationToken, Task<List<Choice>>> named) =>
        new(async ct => Options(await all(ct)), async (values, ct) => Options(await named(Ids(values), ct)));

    private static Guid[] Ids(IEnumerable<string> values) => [.. values.Select(v => Guid.TryParse(v, out var id) ? id : (Guid?)null).OfType<Guid>()];

    private static ListOption[] Options(IEnumerable<Choice> choices) => [.. choices.Select(c => new ListOption(c.Id.ToString(), c.Name))];
}
