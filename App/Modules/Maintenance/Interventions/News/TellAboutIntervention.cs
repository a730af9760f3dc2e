using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Sla.Steps;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.News;

/// <summary>
/// Says who is told of what on an intervention. Those whom it concerns most come first: nobody is told twice of one event.
/// Whether they may know of the intervention is the notifier's to ask, so that a client hears of his own alone.
/// </summary>
public sealed class TellAboutIntervention(IDbContextFactory<AppDbContext> dbs, Notifier notifier) :
    IEventHandler<InterventionAssigned>, IEventHandler<InterventionMoved>, IEventHandler<InterventionCommented>, IEventHandler<InterventionNear>, IEventHandler<InterventionDelayed>
{
    private const int High = 2;

    /// <summary>What some people are told, before the intervention's number and title are known.</summary>
    private sealed record Word(NewsKind Kind, string Text, IReadOnlyCollection<Guid> People, NewsReason Reason = NewsReason.Concerned)
    {
        public int Priority { get; init; } = 1;

        /// <summary>What else the text says, after number, title and author.</summary>
        public string[] More { get; init; } = [];
    }

    /// <summary>Whoever leads it from now on, with who gave it to him and when it is planned; then the watchers.</summary>
    public async Task HandleAsync(Envelope<InterventionAssigned> envelope, CancellationToken ct)
    {
        if (envelope.Data.LeadId is not { } lead) return;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var planned = await db.Set<Intervention>().Where(i => i.Id == envelope.Record.Id).Select(i => i.PlannedAt).SingleOrDefaultAsync(ct);
        var word = planned is { } at
            ? new Word(InterventionNews.Assigned, "Notify.WorkAssigned", [lead], NewsReason.Assigned) { More = [NewsArgument.At(at)] }
            : new Word(InterventionNews.Assigned, "Notify.WorkAssignedUnplanned", [lead], NewsReason.Assigned);
        await TellAsync(db, envelope, [word], new(InterventionNews.Progressed, "Notify.WorkAssignedWatched", []), ct);
    }

    /// <summary>The end: who asked for it, who leads it, the watchers. Steps on the way: the watchers alone.</summary>
    public async Task HandleAsync(Envelope<InterventionMoved> envelope, CancellationToken ct)
    {
        var data = envelope.Data;
        var (kind, text) = data.Trigger switch
        {
            InterventionTrigger.Start => (InterventionNews.Progressed, "Notify.WorkStarted"),
            InterventionTrigger.Hold => (InterventionNews.Progressed, "Notify.WorkHeld"),
            InterventionTrigger.Resume => (InterventionNews.Progressed, "Notify.WorkResumed"),
            InterventionTrigger.Close => (InterventionNews.Closed, "Notify.WorkClosed"),
            _ => (InterventionNews.Closed, "Notify.WorkCancelled"),
        };
        List<Word> words = [];
        if (kind == InterventionNews.Closed) words.Add(new(kind, text, [data.RequesterId], NewsReason.Requested));
        if (data is { Trigger: InterventionTrigger.Cancel, LeadId: { } lead }) words.Add(new(kind, text, [lead], NewsReason.Assigned));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await TellAsync(db, envelope, words, new(kind, text, []), ct);
    }

    /// <summary>Those whom it names, then requester and lead, then the watchers; a note only those who may read notes.</summary>
    public async Task HandleAsync(Envelope<InterventionCommented> envelope, CancellationToken ct)
    {
        var data = envelope.Data;
        var text = data.IsInternal ? "Notify.WorkNoted" : "Notify.WorkCommented";
        List<Word> words = [new(InterventionNews.Mentioned, "Notify.WorkMentioned", [.. data.Mentioned], NewsReason.Mentioned)];
        if (!data.IsInternal) words.Add(new(InterventionNews.Commented, text, [data.RequesterId], NewsReason.Requested));
        if (data.LeadId is { } lead) words.Add(new(InterventionNews.Commented, text, [lead], NewsReason.Assigned));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var said = data.EntryId is { } entry ? await db.Set<TimelineEntry>().Where(e => e.Id == entry).Select(e => e.Body).SingleOrDefaultAsync(ct) : null;
        await TellAsync(db, envelope, words, new(InterventionNews.Commented, text, []), ct, data.IsInternal, said);
    }

    /// <summary>Whoever leads it now: it may have changed hands since.</summary>
    public async Task HandleAsync(Envelope<InterventionNear> envelope, CancellationToken ct)
    {
        var data = envelope.Data;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await LeadAsync(db, data.InterventionId, data.PlannedAt, ct) is not { Lead: { } lead }) return;
        var isDay = data.Hours == Intervention.DayHours;
        var word = new Word(InterventionNews.Near, isDay ? "Notify.WorkTomorrow" : "Notify.WorkSoon", [lead], NewsReason.Assigned)
        {
            More = [NewsArgument.At(data.PlannedAt), data.Hours.ToString(CultureInfo.InvariantCulture)], Priority = isDay ? 1 : High,
        };
        await TellAsync(db, envelope, [word], null, ct);
    }

    /// <summary>The lead, and the managers of the structure whose work it is.</summary>
    public async Task HandleAsync(Envelope<InterventionDelayed> envelope, CancellationToken ct)
    {
        var data = envelope.Data;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await LeadAsync(db, data.InterventionId, data.PlannedAt, ct) is not { } now) return;
        string[] more = [NewsArgument.At(data.PlannedAt)];
        List<Word> words = [new(InterventionNews.Delayed, "Notify.WorkLate", await StepPeople.ManagersAsync(db, now.StructureId, envelope.At, ct)) { More = more, Priority = High }];
        if (now.Lead is { } lead) words.Insert(0, new(InterventionNews.Delayed, "Notify.WorkLate", [lead], NewsReason.Assigned) { More = more, Priority = High });
        await TellAsync(db, envelope, words, null, ct);
    }

    /// <summary>Null where the plan has been changed, or work has begun, since that was told.</summary>
    private static Task<Standing?> LeadAsync(AppDbContext db, Guid id, DateTimeOffset planned, CancellationToken ct) =>
        db.Set<Intervention>().Where(i => i.Id == id && i.PlannedAt == planned && i.StartedAt == null && i.EndedAt == null).Select(i => new Standing(i.StructureId, i.LeadId)).SingleOrDefaultAsync(ct);

    /// <param name="watching">What the watchers are told; null: nothing.</param>
    /// <param name="excerpt">What was written: whoever is told of it may read it.</param>
    private async Task TellAsync<TEvent>(AppDbContext db, Envelope<TEvent> envelope, List<Word> words, Word? watching, CancellationToken ct, bool isInternal = false, string? excerpt = null)
        where TEvent : IEvent
    {
        var work = await db.Set<Intervention>().Where(i => i.Id == envelope.Record.Id).Select(i => new { i.Number, i.Title }).SingleOrDefaultAsync(ct);
        if (work is null) return;
        if (watching is not null)
            words.Add(watching with { People = await db.Set<Watcher>().Where(w => w.RecordId == envelope.Record.Id).Select(w => w.UserId).ToListAsync(ct), Reason = NewsReason.Watching });
        await notifier.TellAsync(new(envelope.Id, envelope.ActorId, envelope.Record), [.. words.Select(Said)], ct);

        Telling Said(Word word) => new(
            new(word.Kind, word.Text, $"/interventions/{work.Number}", [work.Number, work.Title, envelope.ActorName ?? "OpsFlux", .. word.More])
            {
                Priority = word.Priority, Excerpt = excerpt, ExcerptAuthor = excerpt is null ? null : envelope.ActorName,
            },
            word.People) { Reason = word.Reason, IsInternal = isInternal };
    }

    private sealed record Standing(Guid StructureId, Guid? Lead);
}
