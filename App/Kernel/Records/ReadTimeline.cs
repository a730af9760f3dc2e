using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records;

/// <summary>A line as it is shown: ids of people and teams already have names; codes of states and fields still need words.</summary>
public sealed record TimelineLine(
    Guid Id, TimelineKind Kind, DateTimeOffset At, string Actor, string? Field, string? OldValue, string? NewValue, string? Body, string? Reason, bool IsInternal);

/// <summary>Reads a record's timeline, oldest first, the latest 500 lines. Two statements, however many people it names.</summary>
public sealed class ReadTimeline : IUseCase
{
    private const int Longest = 500;

    /// <param name="withNotes">Whether this reader may see internal notes: without, they do not leave the database.</param>
    public async Task<IReadOnlyList<TimelineLine>> RunAsync(AppDbContext db, RecordRef record, bool withNotes, CancellationToken ct)
    {
        var entries = await db.Set<TimelineEntry>().AsNoTracking()
            .Where(e => e.RecordId == record.Id && (withNotes || !e.IsInternal))
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(Longest).ToListAsync(ct);
        entries.Reverse();

        var names = await NamesAsync(db, entries, ct);
        return [.. entries.Select(e => Line(e, names))];
    }

    private static TimelineLine Line(TimelineEntry entry, Dictionary<Guid, string> names)
    {
        string? Named(string? value) => Guid.TryParse(value, out var id) ? names.GetValueOrDefault(id, "?") : value;
        var actor = entry.ActorName ?? (entry.ActorId is { } id ? names.GetValueOrDefault(id, "OpsFlux") : "OpsFlux");
        return new(entry.Id, entry.Kind, entry.At, actor, entry.Field, Named(entry.OldValue), Named(entry.NewValue), entry.Body, entry.Reason, entry.IsInternal);
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(AppDbContext db, List<TimelineEntry> entries, CancellationToken ct)
    {
        var ids = entries.SelectMany(e => new[] { e.ActorId, AsId(e.OldValue), AsId(e.NewValue) }).OfType<Guid>().Distinct().ToArray();
        var people = db.Set<User>().Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, Name = u.DisplayName });
        var groups = db.Set<Group>().Where(g => ids.Contains(g.Id)).Select(g => new { g.Id, g.Name });
        return await people.Concat(groups).ToDictionaryAsync(n => n.Id, n => n.Name, ct);
    }

    private static Guid? AsId(string? value) => Guid.TryParse(value, out var id) ? id : null;
}
