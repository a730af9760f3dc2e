using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail.Smtp;

namespace OpsFlux.Kernel.Mail.Sending;

/// <summary>Whether this instance may send now.</summary>
public enum QueueGate
{
    Open,
    /// <summary>The queue is paused and it is this instance's turn to try the server.</summary>
    Trial,
    Closed,
}

/// <summary>The pause of the whole queue while the server cannot be used: begins once, is tried at growing intervals, ends by itself.</summary>
public sealed class MailPause(IDbContextFactory<AppDbContext> dbs, TimeProvider clock)
{
    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(30), LongestInterval = TimeSpan.FromMinutes(15);

    /// <summary>One instance gets a trial when it is due; the next one is then set, so that a killed trial delays and never blocks.</summary>
    public async Task<QueueGate> EnterAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var state = await db.Set<MailQueueState>().AsNoTracking().SingleOrDefaultAsync(ct);
        if (state?.PauseId is null) return QueueGate.Open;

        var now = clock.GetUtcNow();
        if (state.NextProbeAt > now) return QueueGate.Closed;
        var next = now + Interval(state.Probes + 1);
        var mine = await db.Set<MailQueueState>().Where(s => s.PauseId == state.PauseId && s.Probes == state.Probes && s.NextProbeAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Probes, s => s.Probes + 1).SetProperty(s => s.NextProbeAt, next), ct);
        return mine == 1 ? QueueGate.Trial : QueueGate.Closed;
    }

    /// <summary>Begins a pause, or says anew why the one that is on goes on. Answers its id and whether it has just begun.</summary>
    public async Task<(Guid PauseId, bool IsNew)> StopAsync(SmtpOutcome outcome, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (now, mine) = (clock.GetUtcNow(), Guid.CreateVersion7());
        var (problem, answer) = ($"{outcome.Problem}", MailQueue.Fitting(outcome.Answer));
        var pause = (await db.Database.SqlQuery<Guid>(
            $"""
             insert into kernel.mail_queue_state as s (id, pause_id, paused_since, problem, answer, probes, next_probe_at)
             values ({MailQueueState.OnlyRow}, {mine}, {now}, {problem}, {answer}, 0, {now + Interval(0)})
             on conflict (id) do update set problem = excluded.problem, answer = excluded.answer,
                 pause_id = coalesce(s.pause_id, excluded.pause_id), paused_since = coalesce(s.paused_since, excluded.paused_since),
                 next_probe_at = coalesce(s.next_probe_at, excluded.next_probe_at)
             returning pause_id as "Value"
             """).ToListAsync(ct)).Single();
        return (pause, pause == mine);
    }

    /// <summary>The server can be used again.</summary>
    public async Task ResumeAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.Set<MailQueueState>().ExecuteUpdateAsync(
            set => set.SetProperty(s => s.PauseId, (Guid?)null).SetProperty(s => s.PausedSince, (DateTimeOffset?)null).SetProperty(s => s.Problem, (SmtpProblem?)null)
                .SetProperty(s => s.Answer, (string?)null).SetProperty(s => s.Probes, 0).SetProperty(s => s.NextProbeAt, (DateTimeOffset?)null), ct);
    }

    /// <summary>An administrator has mended something: the next trial is now.</summary>
    public async Task HurryAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        await db.Set<MailQueueState>().Where(s => s.PauseId != null).ExecuteUpdateAsync(set => set.SetProperty(s => s.NextProbeAt, now), ct);
    }

    private static TimeSpan Interval(int probes) => FirstInterval * Math.Pow(2, Math.Min(probes, 10)) is var interval && interval < LongestInterval ? interval : LongestInterval;
}
