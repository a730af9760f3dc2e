using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records;

/// <summary>An id that lines name, in words.</summary>
public sealed class TimelineName
{
    public Guid Id { get; init; }
    public string Name { get; init; } = "";
}

/// <summary>A line as it is shown: ids already have names; codes of states and fields still need words.</summary>
public sealed record TimelineLine(
    Guid Id, TimelineKind Kind, DateTimeOffset At, string Actor, string? Field, string? OldValue, string? NewValue, string? Body, string? Reason, bool IsInternal)
{
    /// <summary>The record it was written on, where that was merged into the one that is read.</summary>
    public Guid? MergedFrom { get; init; }

    /// <summary>For whom it was done, where it rested on a permission that he lent.</summary>
    public string? ActingFor { get; init; }
}

/// <summary>Reads a record's timeline, oldest first, the latest 500 lines. Two statements, however many people it names.</summary>
[PartOf]
public sealed class ReadTimeline : IUseCase
{
    private const int Longest = 500;

    /// <summary>Of a merged record: what people said and did. Its states and owners are its own history, and would only confuse here.</summary>
    private static readonly TimelineKind[] Carried =
        [TimelineKind.Opened, TimelineKind.Comment, TimelineKind.InternalNote, TimelineKind.Attached, TimelineKind.TimeSpent, TimelineKind.Checked];

    /// <param name="others">Names of what the module's lines refer to besides people and teams.</param>
    /// <param name="merged">Records that were merged into this one: read with it rather than copied, so that undoing is exact.</param>
    /// <param name="withNotes">Whether this reader may see internal notes: without, they do not leave the database.</param>
    public async Task<IReadOnlyList<TimelineLine>> RunAsync(AppDbContext db, RecordRef record, IQueryable<TimelineName> others, bool withNotes, CancellationToken ct, IReadOnlyList<Guid>? merged = null)
    {
        var entries = await Of(db, record, withNotes, merged).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(Longest).ToListAsync(ct);
        entries.Reverse();
        return await LinesAsync(db, record, entries, others, ct);
    }

    /// <summary>One line of it, however long ago; null where it is none that this reader may see.</summary>
    /// <inheritdoc cref="RunAsync" path="/param"/>
    public async Task<TimelineLine?> OneAsync(
        AppDbContext db, RecordRef record, Guid lineId, IQueryable<TimelineName> others, bool withNotes, CancellationToken ct, IReadOnlyList<Guid>? merged = null)
    {
        var entries = await Of(db, record, withNotes, merged).Where(e => e.Id == lineId).ToListAsync(ct);
        return (await LinesAsync(db, record, entries, others, ct)).SingleOrDefault();
    }

    private static IQueryable<TimelineEntry> Of(AppDbContext db, RecordRef record, bool withNotes, IReadOnlyList<Guid>? merged)
    {
        Guid[] ids = [record.Id, .. merged ?? []];
        return db.Set<TimelineEntry>().AsNoTracking()
            .Where(e => ids.Contains(e.RecordId) && (e.RecordId == record.Id || Carried.Contains(e.Kind)) && (withNotes || !e.IsInternal));
    }

    private static async Task<IReadOnlyList<TimelineLine>> LinesAsync(AppDbContext db, RecordRef record, List<TimelineEntry> entries, IQueryable<TimelineName> others, CancellationToken ct)
    {
        var names = await NamesAsync(db, entries, others, ct);
        return [.. entries.Select(e => Line(e, names) with { MergedFrom = e.RecordId == record.Id ? null : e.RecordId })];
    }

    private static TimelineLine Line(TimelineEntry entry, Dictionary<Guid, string> names)
    {
        string? Named(string? value) => Guid.TryParse(value, out var id) ? names.GetValueOrDefault(id, "?") : value;
        var actor = entry.ActorName ?? (entry.ActorId is { } id ? names.GetValueOrDefault(id, "OpsFlux") : "OpsFlux");
        return new(entry.Id, entry.Kind, entry.At, actor, entry.Field, Named(entry.OldValue), Named(entry.NewValue), entry.Body, entry.Reason, entry.IsInternal)
        {
            ActingFor = entry.ActingForId is { } lender ? names.GetValueOrDefault(lender, "?") : null,
        };
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(AppDbContext db, List<TimelineEntry> entries, IQueryable<TimelineName> others, CancellationToken ct)
    {
        var ids = entries.SelectMany(e => new[] { e.ActorId, e.ActingForId, AsId(e.OldValue), AsId(e.NewValue) }).OfType<Guid>().Distinct().ToArray();
        var people = db.Set<User>().Where(u => ids.Contains(u.Id)).Select(u => new TimelineName { Id = u.Id, Name = u.DisplayName });
        var groups = db.Set<Group>().Where(g => ids.Contains(g.Id)).Select(g => new TimelineName { Id = g.Id, Name = g.Name });
        return await people.Concat(groups).Concat(others.Where(o => ids.Contains(o.Id))).ToDictionaryAsync(n => n.Id, n => n.Name, ct);
    }

    private static Guid? AsId(string? value) => Guid.TryParse(value, out var id) ? id : null;
}
