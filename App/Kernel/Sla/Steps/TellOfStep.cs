using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Kernel.Sla.Sweep;

namespace OpsFlux.Kernel.Sla.Steps;

/// <summary>
/// Tells whom an agreement names at a step, each once and only who may see the record. What was settled before anybody
/// could be told, is told to nobody.
/// </summary>
internal sealed class TellOfStep(IDbContextFactory<AppDbContext> dbs, IEnumerable<IClockedRecords> owners, Notifier notifier, TimeProvider time) : IEventHandler<ClockStepReached>
{
    private const int High = 2;

    public async Task HandleAsync(Envelope<ClockStepReached> envelope, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var data = envelope.Data;
        var agreements = new Agreements(db);
        var steps = (await agreements.StepsAtAsync(data.PolicyId, data.Clock, data.Percent, ct)).Where(s => s.Action is StepAction.Notify).ToList();
        if (steps.Count == 0 || await ReadingAsync(db, agreements, data.ClockId, ct) is not { } reading) return;
        if (owners.FirstOrDefault(o => o.RecordKind == envelope.Record.Kind) is not { } owner || await owner.CardAsync(db, envelope.Record.Id, ct) is not { } card) return;

        var people = new List<Guid>();
        foreach (var step in steps) people.AddRange(await StepPeople.OfAsync(db, step, card, envelope.At, ct));
        await notifier.TellAsync(new(envelope.Id, envelope.ActorId, envelope.Record), [new(MessageOf(data, card, reading), people) { Reason = NewsReason.Agreement }], ct);
    }

    /// <summary>Null where nothing is awaited of the clock any more.</summary>
    private async Task<ClockReading?> ReadingAsync(AppDbContext db, Agreements agreements, Guid id, CancellationToken ct)
    {
        var clock = await db.Set<SlaClock>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct);
        if (clock is null) return null;
        var reading = ClockReading.Of(ClockBook.CourseOf(clock), await agreements.RulesAsync(clock.CalendarVersionId, ct), time.GetUtcNow());
        return ClockSheet.GoesOn(reading.State) ? reading : null;
    }

    private static Message MessageOf(ClockStepReached data, ClockedCard card, ClockReading reading)
    {
        var minutes = (int)Math.Ceiling(reading.Remaining.Duration().TotalMinutes);
        var text = (minutes, reading.Remaining > TimeSpan.Zero) switch
        {
            (0, _) => "Notify.ClockDue",
            (_, true) => "Notify.ClockStep",
            _ => "Notify.ClockLate",
        };
        List<string> arguments =
        [
            card.Number, card.Title, NewsArgument.Text($"Clock.{data.Clock}"), data.Percent.ToString(CultureInfo.InvariantCulture),
            PolicyWords.Length(minutes),
        ];
        arguments.Add((reading.DueAt ?? data.DueAt) is { } due ? NewsArgument.At(due) : "–");
        if (data.PassedOver.Length > 0) arguments.Add(string.Join(", ", data.PassedOver.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p}\u00a0%"))));
        return new(SlaNews.Step, data.PassedOver.Length > 0 ? $"{text}Together" : text, card.Href, [.. arguments]) { Priority = data.Percent >= PolicyDefinition.DuePercent ? High : 1 };
    }
}
