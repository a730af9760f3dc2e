using OpsFlux.Kernel.Conflicts;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Modules.Assets.Domain;

/// <summary>What people do with equipment, but for its operating state.</summary>
public sealed partial class Equipment
{
    /// <summary>What is named in the request is the caller's to check.</summary>
    /// <param name="today">In the zone of the organisation: where neither a date nor an installation is known, the first maintenance is counted from it.</param>
    public static Equipment Create(CreateEquipmentRequest request, DateTimeOffset now, DateOnly today)
    {
        var made = new Equipment
        {
            Name = TypedText.OneLine(request.Name), TypeId = request.TypeId ?? Guid.Empty, StructureId = request.StructureId ?? Guid.Empty,   // both are required, and checked
            SiteId = request.SiteId, Location = TypedText.OrNull(request.Location), ParentId = request.ParentId, LifeCycle = request.LifeCycle,
            InstalledOn = request.InstalledOn, WarrantyUntil = request.WarrantyUntil, MaintenanceEveryDays = request.MaintenanceEveryDays,
            NextMaintenanceOn = request.NextMaintenanceOn ?? (request.MaintenanceEveryDays is { } days ? (request.InstalledOn ?? today).AddDays(days) : null),
            StateSince = now,
        };
        made.Identify(request.Maker, request.Model, request.SerialNumber);
        made.Log(new() { Kind = TimelineKind.Opened });
        made.Raise(new EquipmentCreated(made.Id));
        return made;
    }

    /// <summary>Writes fields that were merged before. Refuses a value that a field cannot hold; nothing may be saved then.</summary>
    public Result Edit(IReadOnlyList<FieldChange> changes)
    {
        var edited = FieldMerge.Apply(this, EquipmentFields.All, changes);
        if (!edited.Failed) TellEdited();
        return edited;
    }

    /// <summary>Puts it elsewhere; what it is named is the caller's to check.</summary>
    public void Place(Guid? siteId, string? location, Guid? parentId)
    {
        var words = TypedText.OrNull(location);
        Change(nameof(ParentId), ParentId?.ToString(), parentId?.ToString(), () => ParentId = parentId);
        Change(nameof(SiteId), SiteId?.ToString(), siteId?.ToString(), () => SiteId = siteId);
        Change(nameof(Location), Location, words, () => Location = words);
        TellEdited();
    }

    /// <summary>Goes where the equipment it is a component of went.</summary>
    public void Follow(Guid? siteId)
    {
        Change(nameof(SiteId), SiteId?.ToString(), siteId?.ToString(), () => SiteId = siteId);
        TellEdited();
    }

    /// <summary>Enters a part of its life. Refuses: assets.under-maintenance (nothing is retired while work on it goes on).</summary>
    public Result Enter(LifeCycle lifeCycle)
    {
        if (lifeCycle == LifeCycle.Retired && State == OperatingState.Maintenance) return Refusal.Conflict(AssetRefusals.UnderMaintenance);
        Change(nameof(LifeCycle), LifeCycle.ToString(), lifeCycle.ToString(), () => LifeCycle = lifeCycle);
        TellEdited();
        return Result.Ok;
    }

    /// <param name="reason">For whoever is to decide whether it comes back.</param>
    public void Delete(string reason, Guid person, DateTimeOffset now)
    {
        (DeletedAt, DeletedBy) = (now, person);
        Log(new() { Kind = TimelineKind.Deleted, Body = reason.Trim(), IsInternal = true });
        Raise(new EquipmentDeleted(Id));
    }

    private void Change(string field, string? before, string? after, Action set)
    {
        if (before == after) return;
        set();
        Log(new() { Kind = TimelineKind.FieldChanged, Field = field, OldValue = before, NewValue = after });
    }

    private void TellEdited()
    {
        if (LoggedEntries.Count > 0) Raise(new EquipmentEdited(Id));
    }
}
