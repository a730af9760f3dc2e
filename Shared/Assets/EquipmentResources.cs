using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Shared.Assets;

/// <summary>Equipment in a list.</summary>
public class EquipmentItem
{
    [Description("Identifier of the equipment.")]
    public required Guid Id { get; init; }

    [Description("What people call it, such as EQU-2026-000042.")]
    public required string Number { get; init; }

    [Description("What it is called.")]
    public required string Name { get; init; }

    [Description("What kind of equipment it is.")]
    public required NamedRef Type { get; init; }

    [Description("The organisation that owns or uses it; the client, where it stands at a client's.")]
    public required NamedRef Structure { get; init; }

    [Description("Where it stands.")]
    public NamedRef? Site { get; init; }

    [Description("Where on the site, in the words of those who work there.")]
    public string? Location { get; init; }

    [Description("Identifier of the equipment that it is a component of.")]
    public Guid? ParentId { get; init; }

    [Description("Who made it.")]
    public string? Maker { get; init; }

    [Description("What its maker calls it.")]
    public string? Model { get; init; }

    [Description("As its plate says; unique per maker and structure.")]
    public string? SerialNumber { get; init; }

    [Description("Whether it works.")]
    public required OperatingState State { get; init; }

    [Description("Since when it is in that state.")]
    public required DateTimeOffset StateSince { get; init; }

    [Description("Where it stands from its order to its end.")]
    public required LifeCycle LifeCycle { get; init; }

    [Description("Day of its installation.")]
    public DateOnly? InstalledOn { get; init; }

    [Description("Last day of the warranty.")]
    public DateOnly? WarrantyUntil { get; init; }

    [Description("Days between two preventive maintenances; null: none is due.")]
    public int? MaintenanceEveryDays { get; init; }

    [Description("Day of the next preventive maintenance.")]
    public DateOnly? NextMaintenanceOn { get; init; }

    [Description("When it was added.")]
    public required DateTimeOffset CreatedAt { get; init; }

    [Description("When anything of it changed last.")]
    public required DateTimeOffset UpdatedAt { get; init; }

    [Description("Raised by each edit of a person.")]
    public required long Version { get; init; }
}

/// <summary>Equipment as read by itself.</summary>
public sealed class EquipmentResource : EquipmentItem
{
    [Description("What is directly below it, as far as the caller may see it.")]
    public required IReadOnlyList<EquipmentPart> Components { get; init; }
}

/// <summary>A component.</summary>
public sealed record EquipmentPart(
    [property: Description("Identifier of the component.")] Guid Id,
    [property: Description("What people call it.")] string Number,
    [property: Description("What it is called.")] string Name,
    [property: Description("Whether it works.")] OperatingState State);

/// <summary>Fields that can be changed; every one is optional.</summary>
public sealed class EquipmentPatch
{
    [Description("What it is called, 2 to 200 characters.")]
    public string? Name { get; set; }

    [Description("A type that is in use.")]
    public Guid? TypeId { get; set; }

    [Description("Who made it; null clears it.")]
    public string? Maker { get; set; }

    [Description("What its maker calls it; null clears it.")]
    public string? Model { get; set; }

    [Description("As its plate says; null clears it.")]
    public string? SerialNumber { get; set; }

    [Description("Day of its installation; null clears it.")]
    public DateOnly? InstalledOn { get; set; }

    [Description("Last day of the warranty; null clears it.")]
    public DateOnly? WarrantyUntil { get; set; }

    [Description("Days between two preventive maintenances; null: none is due.")]
    public int? MaintenanceEveryDays { get; set; }

    [Description("Day of the next preventive maintenance; null clears it.")]
    public DateOnly? NextMaintenanceOn { get; set; }
}

/// <summary>A step that the caller may take from the present operating state.</summary>
public sealed record EquipmentTransition(
    [property: Description("Name of the step, as in the address that takes it.")] OperatingTrigger Trigger,
    [property: Description("State to which it leads.")] OperatingState To,
    [property: Description("Fields of the request that have to be filled.")] IReadOnlyList<string> Required);

/// <summary>Takes a step of the operating state.</summary>
public sealed class OperateRequest
{
    [Description("What was seen; required for `giveUp`.")]
    [OptionalText(EquipmentLimits.ReasonMax)]
    public string? Reason { get; set; }
}

/// <summary>Puts equipment elsewhere within its structure.</summary>
public sealed class PlaceRequest
{
    [Description("Site of its structure; not looked at where a parent is named, since a component stands where its parent does.")]
    public Guid? SiteId { get; set; }

    [Description("Where on the site.")]
    [OptionalText(EquipmentLimits.LocationMax)]
    public string? Location { get; set; }

    [Description("Equipment of the same structure that it becomes a component of.")]
    public Guid? ParentId { get; set; }
}

/// <summary>Says where equipment stands in its life.</summary>
public sealed class LifeCycleRequest
{
    [Description("Where it stands from now on.")]
    [DeclaredValue]
    public LifeCycle LifeCycle { get; set; }
}

/// <summary>Work that was or is done on equipment.</summary>
public sealed record EquipmentWorkItem(
    [property: Description("Identifier of the intervention.")] Guid Id,
    [property: Description("What people call it.")] string Number,
    [property: Description("In one line.")] string Title,
    [property: Description("Kind of work.")] string Type,
    [property: Description("State of the work.")] string State,
    [property: Description("When it was asked for.")] DateTimeOffset OpenedAt,
    [property: Description("When it was closed or cancelled; null while it is open.")] DateTimeOffset? EndedAt,
    [property: Description("Who leads it.")] string? Lead);
