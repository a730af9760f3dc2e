using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Notifications.Following;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Lists;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.News;

/// <summary>A view that the ticket entered, and who follows it.</summary>
/// <param name="IsLast">More may enter it now without being told one by one.</param>
public sealed record EnteredView(Guid ViewId, string Name, bool IsLast, IReadOnlyList<Guid> People);

/// <summary>
/// Whose followed views a ticket has entered by an event: those in which each of them finds it now, and did not find it as it
/// was before. Nothing has to be known of what a view showed when it was followed. Followers for whom the question is the
/// same are asked about together, and fifty questions are one statement.
/// </summary>
public sealed class EnteredViews(IDbContextFactory<AppDbContext> dbs, AccessCache access, GetOrganisation organisation, TimeProvider clock)
{
    private const int AtOnce = 50;

    /// <summary>What is asked of a view for everybody to whom the answer is the same.</summary>
    private sealed record Question(Guid ViewId, Guid Reader, string? ZoneId);

    private sealed record Facts(Guid StructureId, Guid RequesterId, Guid? AssigneeId, Guid? GroupId);

    private sealed record Candidate(FollowedView Follow, TicketFilter Filter, Reach Reach);

    /// <param name="tag">What the ticket was tagged with by this event, as it is compared; null: it was no such event.</param>
    public async Task<IReadOnlyList<EnteredView>> OfAsync<TEvent>(Envelope<TEvent> envelope, string? tag, CancellationToken ct) where TEvent : IEvent
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (id, seenAt) = (envelope.Record.Id, clock.GetUtcNow());
        var before = await TicketBefore.ReadAsync(db, id, envelope.Id, envelope.At, ct);
        if (!before.HasChanged && tag is null) return [];
        var follows = await ViewFollowers.OfListAsync(db, TicketListKind.ListCode, envelope.At, envelope.ActorId, ct);
        if (follows.Count == 0) return [];
        var now = await db.Set<Ticket>().Where(t => t.Id == id).Select(t => new Facts(t.StructureId, t.RequesterId, t.AssigneeId, t.GroupId)).SingleOrDefaultAsync(ct);
        if (now is null) return [];

        var candidates = await CandidatesAsync(follows, now, ct);
        if (candidates.Count == 0) return [];
        var then = new Facts(before.StructureId(now.StructureId), now.RequesterId, before.AssigneeId(now.AssigneeId), before.GroupId(now.GroupId));
        var asked = await QuestionsAsync(db, id, candidates, now, then, ct);
        var found = await AnswerAsync(db, db.Set<Ticket>().Where(t => t.Id == id), asked.Keys, candidates, ct);
        var known = before.Existed ? await AnswerAsync(db, before.In(db), found.Where(q => FilterOf(candidates, q).Tag is not { } own || own != tag), candidates, ct) : [];
        var entered = asked.Where(q => found.Contains(q.Key)).SelectMany(q => q.Value.Where(c => !known.Contains(q.Key) || !Covers(c, then)))
            .ToDictionary(c => c.Follow.FollowId, c => c.Follow);
        return Told(await ViewHits.ClaimAsync(db, envelope.Id, envelope.At, id, entered.Keys, seenAt, ct), entered);
    }

    private static EnteredView[] Told(IReadOnlyList<ClaimedHit> claimed, Dictionary<Guid, FollowedView> entered) =>
    [
        .. claimed.Where(c => c.IsTold).Select(c => (Follow: entered[c.FollowId], c.IsLast)).GroupBy(c => (c.Follow.ViewId, c.Follow.Name, c.IsLast))
            .OrderBy(g => g.Key.Name, StringComparer.Ordinal).ThenBy(g => g.Key.ViewId)
            .Select(g => new EnteredView(g.Key.ViewId, g.Key.Name, g.Key.IsLast, [.. g.Select(c => c.Follow.UserId)])),
    ];

    /// <summary>Follows of views that can be followed as they are now, by people who see the ticket.</summary>
    private async Task<List<Candidate>> CandidatesAsync(IReadOnlyList<FollowedView> follows, Facts now, CancellationToken ct)
    {
        var filters = follows.GroupBy(f => f.ViewId).ToDictionary(g => g.Key, g => TicketFilter.Parse(ListQuery.Parse(g.First().Address)).Value);
        var people = await access.LoadManyAsync(follows.Select(f => f.UserId), ct);
        var candidates = new List<Candidate>();
        foreach (var follow in follows)
        {
            if (filters[follow.ViewId] is not { MovesWithTime: false } filter || people.GetValueOrDefault(follow.UserId)?.ReachOf(TicketPermissions.View) is not { } reach) continue;
            var candidate = new Candidate(follow, filter, reach);
            if (Covers(candidate, now)) candidates.Add(candidate);
        }

        return candidates;
    }

    private static bool Covers(Candidate candidate, Facts ticket) => candidate.Reach.Covers(
        ticket.StructureId, isOwn: ticket.RequesterId == candidate.Follow.UserId || ticket.AssigneeId == candidate.Follow.UserId);

    /// <summary>To whoever has nothing to do with the ticket, 'me', 'my team' and 'watched' all mean the same: not this one.</summary>
    private static async Task<Dictionary<Question, List<Candidate>>> QuestionsAsync(AppDbContext db, Guid id, List<Candidate> candidates, Facts now, Facts then, CancellationToken ct)
    {
        var involved = new HashSet<Guid>(new[] { now.RequesterId, now.AssigneeId, then.AssigneeId }.OfType<Guid>());
        var groups = new[] { now.GroupId, then.GroupId }.OfType<Guid>().ToArray();
        if (groups.Length > 0 && candidates.Exists(c => c.Filter.View is TicketView.Team))
            involved.UnionWith(await db.Set<GroupMember>().Where(m => groups.Contains(m.GroupId)).Select(m => m.UserId).ToListAsync(ct));
        if (candidates.Exists(c => c.Filter.View is TicketView.Watched))
            involved.UnionWith(await db.Set<Watcher>().Where(w => w.RecordId == id).Select(w => w.UserId).ToListAsync(ct));
        return candidates.GroupBy(c => new Question(
            c.Follow.ViewId,
            IsPersonal(c.Filter) && involved.Contains(c.Follow.UserId) ? c.Follow.UserId : Guid.Empty,
            c.Filter.OpenedFrom is null && c.Filter.OpenedTo is null ? null : c.Follow.ZoneId ?? "")).ToDictionary(g => g.Key, g => g.ToList());
    }

    private static bool IsPersonal(TicketFilter filter) =>
        filter.View is TicketView.Mine or TicketView.Requested or TicketView.Team or TicketView.Watched || filter.Assignee is { IsMe: true } || filter.Requester is { IsMe: true };

    private static TicketFilter FilterOf(List<Candidate> candidates, Question question) => candidates.First(c => c.Follow.ViewId == question.ViewId).Filter;

    /// <summary>Those of the questions to which the answer is: this ticket.</summary>
    private async Task<HashSet<Question>> AnswerAsync(AppDbContext db, IQueryable<Ticket> ticket, IEnumerable<Question> questions, List<Candidate> candidates, CancellationToken ct)
    {
        var (ours, found) = ((await organisation.RunAsync(ct)).ZoneId, new HashSet<Question>());
        foreach (var some in questions.Chunk(AtOnce))
        {
            var filters = await some.Select(q => FilterOf(candidates, q)).ToList().WithTagsAsync(db, ct);
            var counts = await db.CountCappedAsync(some.Zip(filters, (q, f) => ticket.Matching(f, db, new(q.Reader, ZoneOf(ours, q.ZoneId), clock.GetUtcNow()))), ct);
            found.UnionWith(some.Zip(counts).Where(p => p.Second > 0).Select(p => p.First));
        }

        return found;
    }

    private static TimeZoneInfo ZoneOf(string? ours, string? own)
    {
        var zone = new ReaderZone();
        zone.Set(ours);
        zone.Set(own);
        return zone.Zone;
    }
}
