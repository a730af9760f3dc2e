namespace OpsFlux.Shared.Assets;

/// <summary>Permission codes of the module, as API keys and hooks name them.</summary>
public static class AssetPermissions
{
    public const string View = "assets.view.equipment";

    /// <summary>To create, change and move equipment, and to say where it stands in its life cycle.</summary>
    public const string Manage = "assets.manage.equipment";

    /// <summary>To say that equipment broke down, works again or is beyond repair, and to read its meters.</summary>
    public const string Operate = "assets.operate.equipment";
    public const string Export = "assets.export.equipment";
    public const string Delete = "assets.delete.equipment";

    /// <summary>To say which types of equipment there are.</summary>
    public const string Configure = "assets.configure.equipment";
}

/// <summary>Codes of refusals: stable, public, keys of their texts.</summary>
public static class AssetRefusals
{
    public const string SerialTaken = "assets.serial-taken";
    public const string UnknownType = "assets.unknown-type";
    public const string UnknownParent = "assets.unknown-parent";
    public const string ParentBelow = "assets.parent-below";
    public const string OutOfService = "assets.out-of-service";
    public const string UnderMaintenance = "assets.under-maintenance";
    public const string ByInterventions = "assets.by-interventions";
    public const string HasComponents = "assets.has-components";
    public const string MeterNameTaken = "assets.meter-name-taken";
    public const string MeterFell = "assets.meter-fell";
    public const string MeterAhead = "assets.meter-ahead";
    public const string ReadAlready = "assets.read-already";
    public const string UnknownFilter = "assets.unknown-filter";
}
