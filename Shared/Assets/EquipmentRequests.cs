using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Shared.Assets;

/// <summary>Lengths and bounds of what is written about equipment.</summary>
public static class EquipmentLimits
{
    public const int NameMin = 2;
    public const int NameMax = 200;
    public const int PlateMax = 100;
    public const int LocationMax = 200;
    public const int ReasonMax = 2_000;
    public const int TypeNameMax = 100;
    public const int MostDays = 3_650;
}

/// <summary>Adds a piece of equipment. Name, type and structure are required; the rest is filled as it becomes known.</summary>
public sealed class CreateEquipmentRequest
{
    [RequiredText(EquipmentLimits.NameMin, EquipmentLimits.NameMax)]
    public string Name { get; set; } = "";

    [RequiredChoice]
    public Guid? TypeId { get; set; }

    /// <summary>Who owns or uses it: the client, where it stands at a client's.</summary>
    [RequiredChoice]
    public Guid? StructureId { get; set; }

    public Guid? SiteId { get; set; }

    [OptionalText(EquipmentLimits.LocationMax)]
    public string? Location { get; set; }

    /// <summary>What it is a component of: it then stands at the same site.</summary>
    public Guid? ParentId { get; set; }

    [OptionalText(EquipmentLimits.PlateMax)]
    public string? Maker { get; set; }

    [OptionalText(EquipmentLimits.PlateMax)]
    public string? Model { get; set; }

    [OptionalText(EquipmentLimits.PlateMax)]
    public string? SerialNumber { get; set; }

    [DeclaredValue]
    public LifeCycle LifeCycle { get; set; } = LifeCycle.InUse;

    public DateOnly? InstalledOn { get; set; }

    public DateOnly? WarrantyUntil { get; set; }

    /// <summary>Days between two preventive maintenances; null: none is due.</summary>
    [Range(1, EquipmentLimits.MostDays, ErrorMessage = "out-of-range:1:3650")]
    public int? MaintenanceEveryDays { get; set; }

    /// <summary>Null with an interval: one interval after the installation, or after today.</summary>
    public DateOnly? NextMaintenanceOn { get; set; }
}

/// <summary>What every action on equipment names: the equipment, and the version the user was looking at.</summary>
public abstract class EquipmentRequest
{
    public Guid EquipmentId { get; set; }

    public long Version { get; set; }
}

/// <summary>Changes fields, each against the value that its author saw.</summary>
public sealed class EditEquipmentRequest : EquipmentRequest
{
    public IReadOnlyList<FieldChange> Changes { get; set; } = [];

    /// <summary>Refuses where anything was edited since <see cref="EquipmentRequest.Version"/>, instead of merging.</summary>
    public bool OnlyThisVersion { get; set; }
}

/// <summary>Says how it works, by a step that is not an intervention's.</summary>
public sealed class OperateEquipmentRequest : EquipmentRequest
{
    [DeclaredValue]
    public OperatingTrigger Trigger { get; set; }

    /// <summary>What was seen; required to take it out of service.</summary>
    [OptionalText(EquipmentLimits.ReasonMax)]
    public string? Reason { get; set; }
}

/// <summary>Says where it stands in its life.</summary>
public sealed class ChangeLifeCycleRequest : EquipmentRequest
{
    [DeclaredValue]
    public LifeCycle LifeCycle { get; set; }
}

/// <summary>Puts it elsewhere within its structure. Its components go along.</summary>
public sealed class MoveEquipmentRequest : EquipmentRequest
{
    /// <summary>Not looked at where <see cref="ParentId"/> is given: a component stands where its parent does.</summary>
    public Guid? SiteId { get; set; }

    [OptionalText(EquipmentLimits.LocationMax)]
    public string? Location { get; set; }

    public Guid? ParentId { get; set; }
}

/// <summary>Takes it out of sight.</summary>
public sealed class DeleteEquipmentRequest : EquipmentRequest
{
    [RequiredText(3, EquipmentLimits.ReasonMax)]
    public string Reason { get; set; } = "";
}

/// <summary>Adds or renames a type of equipment.</summary>
public sealed class SaveEquipmentTypeRequest
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }

    public long Version { get; set; }

    [RequiredText(2, EquipmentLimits.TypeNameMax)]
    public string French { get; set; } = "";

    [OptionalText(EquipmentLimits.TypeNameMax)]
    public string? English { get; set; }
}
