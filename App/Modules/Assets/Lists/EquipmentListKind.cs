using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Notifications.Following;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Lists;

/// <summary>The list of equipment, for the views that people keep of it.</summary>
internal sealed class EquipmentListKind : IListKind
{
    public const string ListCode = "equipment";

    public string Code => ListCode;
    public string Permission => AssetPermissions.View;
    public string Path => "/equipment";
    public IReadOnlyCollection<string> Columns => EquipmentColumnKeys.All;

    public Refusal? Check(ListQuery query) => EquipmentFilter.Parse(query).Refusal;

    /// <summary>Nobody is told of equipment that enters a view: it does so by days going by, or by somebody's own work.</summary>
    public Refusal? CheckFollowing(ListQuery query) => Refusal.Conflict(FollowRefusals.MovesWithTime);
}

/// <summary>Names of the columns, as preferences and saved views keep them.</summary>
internal static class EquipmentColumnKeys
{
    public const string Number = "number", Name = "name", Type = "type", State = "state", LifeCycle = "lifecycle", Structure = "structure", Site = "site", Location = "location",
        Maker = "maker", Model = "model", Serial = "serial", Next = "next", Warranty = "warranty", Installed = "installed";

    public static readonly IReadOnlyList<string> All =
        [Number, Name, Type, State, LifeCycle, Structure, Site, Location, Maker, Model, Serial, Next, Warranty, Installed];
}
