using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Kernel.Sla.OnCall;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Demo;

/// <summary>What the demo company has promised: everybody a little, critical tickets day and night, its client what his contract says.</summary>
internal static class DemoAgreements
{
    private const int Hour = 60;

    /// <summary>In the order of their turns.</summary>
    private static readonly string[] OnCall = ["rachid", "salma", "julien", "yasmine"];

    public static async Task AddAsync(DemoStage stage, CancellationToken ct)
    {
        var always = await stage.AskAsync(async db => (await db.Set<Calendar>().Join(db.Set<CalendarVersion>(), c => c.CurrentId, v => v.Id, (c, v) => new { c.Id, v.Definition }).ToListAsync(ct))
            .First(c => CalendarDefinition.Parse(c.Definition).IsAroundTheClock).Id, ct);
        var client = await stage.AskAsync(db => db.Set<Structure>().Where(s => s.Kind == StructureKind.Client).Select(s => s.Id).SingleAsync(ct), ct);
        var rota = new OnCallRota
        {
            Name = "Astreinte nationale", ZoneId = stage.Zone.Id, StartsOn = MondayBefore(DateOnly.FromDateTime(stage.Now.UtcDateTime).AddDays(-90)), HandoverAt = new(8, 0), TurnDays = 7,
        };
        await stage.PrepareAsync(db =>
        {
            db.Add(rota);
            db.AddRange(OnCall.Index().Select(m => new OnCallMember { RotaId = rota.Id, UserId = stage.IdOf(m.Item), Place = m.Index }));
            db.Add(new OnCallReplacement { RotaId = rota.Id, UserId = stage.IdOf("nadia"), From = At(stage, 9), To = At(stage, 11), Note = "Mariage" });
            db.AddRange(Usual(), Critical(always, rota.Id), Contract(client, stage.IdOf("karim")));
        }, ct);
    }

    /// <summary>The morning of a day to come.</summary>
    private static DateTimeOffset At(DemoStage stage, int days) => OnCallTurns.InstantOf(DateOnly.FromDateTime(stage.Now.UtcDateTime).AddDays(days).ToDateTime(new(8, 0)), stage.Zone);

    private static SlaPolicy Usual() => Policy("Engagement général", null, new()
    {
        Targets = [new(TicketClocks.TakeCharge, 8 * Hour, null), new(TicketClocks.Reply, 8 * Hour, null), new(TicketClocks.Resolution, null, 3)],
        Steps = [Tell(75, StepReceiver.Assignee), Tell(100, StepReceiver.Assignee), Tell(100, StepReceiver.Manager)],
    });

    private static SlaPolicy Critical(Guid always, Guid rota) => Policy("Critique, jour et nuit", always, new()
    {
        Conditions = [new("priority", [nameof(Priority.Critical)])],
        Targets = [new(TicketClocks.TakeCharge, Hour, null), new(TicketClocks.Reply, 2 * Hour, null), new(TicketClocks.Resolution, 4 * Hour, null)],
        Steps = [Tell(50, StepReceiver.Assignee), Tell(75, StepReceiver.OnCall, rota), Tell(100, StepReceiver.OnCall, rota), Tell(100, StepReceiver.Manager)],
    });

    private static SlaPolicy Contract(Guid client, Guid manager) => Policy("Contrat Conserves Oued Nour", null, new()
    {
        Conditions = [new("structure", [client.ToString()])],
        Targets = [new(TicketClocks.TakeCharge, 2 * Hour, null), new(TicketClocks.Reply, 4 * Hour, null), new(TicketClocks.Resolution, 16 * Hour, null)],
        Steps = [Tell(75, StepReceiver.Assignee), Tell(100, StepReceiver.Person, manager), new(TicketClocks.Resolution, 100, StepAction.RaisePriority)],
    });

    private static SlaPolicy Policy(string name, Guid? calendar, PolicyDefinition definition) =>
        new() { Name = name, RecordKind = Ticket.RecordKind, CalendarId = calendar, Definition = definition.ToJson() };

    private static PolicyStep Tell(int percent, StepReceiver receiver, Guid? id = null) => new(null, percent, StepAction.Notify, receiver, id);

    private static DateOnly MondayBefore(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
