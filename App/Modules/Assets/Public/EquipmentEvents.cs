using OpsFlux.Kernel.Events;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Public;

[EventName("assets.equipment.created")]
public sealed record EquipmentCreated(Guid EquipmentId) : IEvent;

[EventName("assets.equipment.edited")]
public sealed record EquipmentEdited(Guid EquipmentId) : IEvent;

/// <summary>It was taken out of sight.</summary>
[EventName("assets.equipment.deleted")]
public sealed record EquipmentDeleted(Guid EquipmentId) : IEvent;

/// <summary>A meter was added or removed, or read.</summary>
[EventName("assets.meters.changed")]
public sealed record MetersChanged(Guid EquipmentId) : IEvent;

/// <summary>Its warranty ends soon: said once of each day on which it is to end.</summary>
[EventName("assets.warranty.ending")]
public sealed record WarrantyEnding(Guid EquipmentId, DateOnly Until) : IEvent;

/// <summary>Its operating state changed.</summary>
[EventName("assets.equipment.moved")]
public sealed record EquipmentMoved(Guid EquipmentId, OperatingState From, OperatingState To, OperatingTrigger Trigger) : IEvent;
