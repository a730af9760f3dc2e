using System.Linq.Expressions;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians;

/// <summary>The profile of a person who carries out interventions: one each. Belongs to the structure of the person.</summary>
public sealed class Technician : BusinessRecord, IOwnedRecord<Technician>
{
    public const string RecordKind = "technician";

    public override string Kind => RecordKind;

    public override IEnumerable<Guid> Audience => [UserId];

    public required Guid UserId { get; init; }

    /// <summary>As the account is called; kept here because lists are sorted by it.</summary>
    public required string Name { get; set; }
    public string? Speciality { get; set; }
    public string? Team { get; set; }

    /// <summary>Where he works, in words that equipment's sites are compared with.</summary>
    public string? Zone { get; set; }
    public DateOnly? HiredOn { get; set; }

    /// <summary>What an hour of his work costs us, in the organisation's currency.</summary>
    public decimal? HourlyRate { get; set; }

    /// <summary>His working hours; null: those of his structure.</summary>
    public Guid? CalendarId { get; set; }

    [Beside]
    public TechnicianState State { get; private set; } = TechnicianState.Available;

    [Beside]
    public DateTimeOffset StateSince { get; private set; }

    public static Expression<Func<Technician, bool>> OwnedBy(Guid userId) => t => t.UserId == userId;

    /// <summary>Enters a state by a step that <see cref="TechnicianWorkflow"/> declares; throws on any other.</summary>
    /// <param name="reason">Resource key, with what stands in it: what the system says.</param>
    /// <param name="said">In the words of the person who says so.</param>
    public void Take(TechnicianTrigger trigger, DateTimeOffset now, string? reason = null, string? said = null)
    {
        var step = TechnicianWorkflow.Instance.Table.FirstOrDefault(t => t.From == State && t.Trigger == trigger)
            ?? throw new InvalidOperationException($"{trigger} from {State} is not declared.");
        var from = State;
        (State, StateSince) = (step.To, now);
        Log(new() { Kind = TimelineKind.StateChanged, Field = nameof(State), OldValue = from.ToString(), NewValue = step.To.ToString(), Reason = reason, Body = said });
        Raise(new TechnicianMoved(Id, UserId, from, step.To, trigger));
    }
}

/// <summary>What a technician is able to do, and until when a certificate says so.</summary>
public sealed class TechnicianSkill : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid TechnicianId { get; init; }

    /// <summary>As typed; compared without case.</summary>
    public required string Name { get; set; }

    /// <summary>Number of the certificate; null: a skill without one.</summary>
    public string? Certificate { get; set; }

    /// <summary>Last day the certificate is good; null: it does not expire.</summary>
    public DateOnly? ValidUntil { get; set; }

    /// <summary>The last day of which somebody was warned: another one is warned of again.</summary>
    public DateOnly? WarnedFor { get; set; }
    public long Version { get; set; } = 1;
}

/// <summary>Days on which a technician is away: leave or training, both ends included.</summary>
public sealed class TechnicianAbsence : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid TechnicianId { get; init; }
    public required TechnicianState Kind { get; set; }
    public required DateOnly From { get; set; }
    public required DateOnly Until { get; set; }
    public string? Note { get; set; }

    /// <summary>When it took him away; null: it has not begun, or he was away otherwise.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it was over, and he was back where it had taken him away.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When his managers were told that he works although it has begun.</summary>
    public DateTimeOffset? ToldAtWork { get; set; }
    public long Version { get; set; } = 1;

    public bool IsInForce => StartedAt is not null && EndedAt is null;

    public bool Covers(DateOnly day) => From <= day && day <= Until;
}
