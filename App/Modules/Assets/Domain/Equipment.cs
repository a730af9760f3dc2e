using System.Linq.Expressions;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Domain;

/// <summary>
/// A machine, or a component below it: what interventions are done on. Belongs to the structure that owns or uses it, which is
/// the client where it stands at a client's. Has two independent states: its life cycle, and whether it works.
/// </summary>
public sealed partial class Equipment : BusinessRecord, IOwnedRecord<Equipment>
{
    public const string RecordKind = "equipment";

    public override string Kind => RecordKind;

    public required string Name { get; set; }
    public Guid TypeId { get; set; }
    public string? Maker { get; set; }
    public string? Model { get; set; }

    /// <summary>As its plate says; unique per maker and structure, but for values that stand for none.</summary>
    public string? SerialNumber { get; set; }

    /// <summary>What <see cref="SerialNumber"/> is compared by; null where it identifies nothing. See <see cref="SerialNumbers"/>.</summary>
    public string? SerialKey { get; private set; }
    public Guid? SiteId { get; set; }

    /// <summary>Where on the site, in the words of those who work there.</summary>
    public string? Location { get; set; }

    /// <summary>What it is a component of.</summary>
    public Guid? ParentId { get; set; }
    public LifeCycle LifeCycle { get; set; } = LifeCycle.InUse;
    public DateOnly? InstalledOn { get; set; }
    public DateOnly? WarrantyUntil { get; set; }

    /// <summary>The end of warranty that people were told of; another day is told again.</summary>
    [Beside]
    public DateOnly? WarrantyToldFor { get; set; }

    /// <summary>Days between two preventive maintenances; null: none is due.</summary>
    public int? MaintenanceEveryDays { get; set; }

    /// <summary>Day of the next preventive maintenance, in the zone of its structure.</summary>
    [Beside]
    public DateOnly? NextMaintenanceOn { get; set; }

    [Beside]
    public OperatingState State { get; private set; } = OperatingState.Operational;

    [Beside]
    public DateTimeOffset StateSince { get; private set; }

    public override DateTimeOffset NumberedAt => CreatedAt;

    /// <summary>Nobody owns equipment in person: scope 'own' finds none.</summary>
    public static Expression<Func<Equipment, bool>> OwnedBy(Guid userId) => e => false;

    /// <summary>Sets plate and serial number together: what the number is compared by follows from both.</summary>
    public void Identify(string? maker, string? model, string? serialNumber)
    {
        (Maker, Model, SerialNumber) = (TypedText.OrNull(maker), TypedText.OrNull(model), TypedText.OrNull(serialNumber));
        SerialKey = SerialNumbers.KeyOf(Maker, SerialNumber);
    }

    /// <summary>Enters a state by a step that <see cref="OperatingWorkflow"/> declares; throws on any other.</summary>
    /// <param name="reason">Resource key, with what stands in it: what the system says.</param>
    /// <param name="said">In the words of the person who says so.</param>
    public void Take(OperatingTrigger trigger, DateTimeOffset now, string? reason, string? said = null)
    {
        var step = OperatingWorkflow.Instance.Table.FirstOrDefault(t => t.From == State && t.Trigger == trigger)
            ?? throw new InvalidOperationException($"{trigger} from {State} is not declared.");
        var from = State;
        (State, StateSince) = (step.To, now);
        Log(new() { Kind = TimelineKind.StateChanged, Field = nameof(State), OldValue = from.ToString(), NewValue = step.To.ToString(), Reason = reason, Body = said });
        Raise(new EquipmentMoved(Id, from, step.To, trigger));
    }
}
