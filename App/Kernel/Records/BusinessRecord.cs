using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;

namespace OpsFlux.Kernel.Records;

/// <summary>
/// What every business record has. Identity, stamps, number and version are filled by <c>AppDbContext</c> when saved;
/// events and timeline entries gathered here leave in the same transaction as the change.
/// </summary>
public abstract class BusinessRecord
{
    private readonly List<IEvent> raised = [];
    private readonly List<TimelineEntry> logged = [];
    private readonly List<ClockMark> marks = [];

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What people see, such as TIC-2026-000042: from a counter per kind and year in the organisation's zone.</summary>
    public string Number { get; set; } = "";

    /// <summary>Unique per kind; the <see cref="Number"/> where nothing else was given. Imports reconcile by it.</summary>
    public string ExternalId { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public Guid? UpdatedBy { get; set; }
    public DateTimeOffset? DeletedAt { get; set; }
    public Guid? DeletedBy { get; set; }

    /// <summary>The owning organisation; scopes of permissions are counted from it.</summary>
    public Guid StructureId { get; set; }

    /// <summary>Raised by people's edits alone and checked on save, so that nobody gets a conflict from what the system writes.</summary>
    public long Version { get; set; }

    /// <summary>Short stable name of the kind, such as "ticket": first half of its <see cref="RecordRef"/>.</summary>
    public abstract string Kind { get; }

    /// <summary>The instant whose year numbers the record; imports take the original one.</summary>
    public virtual DateTimeOffset NumberedAt => CreatedAt;

    /// <summary>People who see this record whatever their structure (requester, assignee): live updates reach them.</summary>
    public virtual IEnumerable<Guid> Audience => [];

    public RecordRef Ref => new(Kind, Id);

    public IReadOnlyList<IEvent> RaisedEvents => raised;

    public IReadOnlyList<TimelineEntry> LoggedEntries => logged;

    public IReadOnlyList<ClockMark> Marks => marks;

    /// <summary>The marks are all that ever happened, and replace what was known; nobody is told of steps that lie behind.</summary>
    public bool ClocksRestated { get; private set; }

    /// <summary>Says what happened to one of the record's clocks (see <see cref="ClockedKind"/>); without an instant, when it is saved.</summary>
    public void Mark(string clock, ClockFactKind kind, DateTimeOffset? at = null, string? key = null) => marks.Add(new(clock, kind, at, key));

    /// <summary>Gives the whole history of its clocks, in the order in which it came about, as imports know it.</summary>
    public void RestateClocks(IEnumerable<ClockMark> history)
    {
        marks.Clear();
        marks.AddRange(history);
        ClocksRestated = true;
    }

    /// <summary>Adds a fact that other modules may react to, after commit.</summary>
    /// <remarks>Public for what the kernel hangs on any record; a module raises in its domain.</remarks>
    public void Raise(IEvent happened) => raised.Add(happened);

    /// <summary>Adds a line to the record's timeline; instant and author are filled on save unless given.</summary>
    /// <remarks>Public for what the kernel hangs on any record (files, links, tags); a module logs in its domain.</remarks>
    public void Log(TimelineEntry entry) => logged.Add(entry);

    internal void ClearPending()
    {
        raised.Clear();
        logged.Clear();
        marks.Clear();
        ClocksRestated = false;
    }
}

/// <summary>A record of which some rows belong to a person: what the scope <c>own</c> means for it.</summary>
public interface IOwnedRecord<TSelf> where TSelf : BusinessRecord
{
    static abstract System.Linq.Expressions.Expression<Func<TSelf, bool>> OwnedBy(Guid userId);
}
