using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Sla;

/// <summary>What every scene with clocks is made of: calendars, agreements of one structure, steps of a ticket, and a look at its clocks.</summary>
internal static class SlaSetting
{
    public static async Task<Guid> SaveCalendarAsync(this TestApp app, CalendarDefinition definition, string? name = null)
    {
        var (id, version) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await app.SaveAllAsync(
            new Calendar { Id = id, Name = name ?? $"Calendrier {id}", CurrentId = version },
            new CalendarVersion { Id = version, CalendarId = id, Number = 1, Definition = definition.ToJson(), CreatedAt = app.Clock.Now, CreatedBy = World.Alice });
        return id;
    }

    /// <summary>For tickets of one structure; around the clock unless it has a calendar.</summary>
    public static Task<SlaPolicy> SavePolicyAsync(
        this TestApp app, Structure structure, IEnumerable<PolicyTarget> targets, IEnumerable<Priority>? priorities = null, Guid? calendar = null, string? name = null, params PolicyStep[] steps) => app.SaveAsync(new SlaPolicy
    {
        Name = name ?? $"Contrat {Guid.CreateVersion7()}", RecordKind = Ticket.RecordKind, CalendarId = calendar, Definition = Definition(structure, targets, priorities, steps).ToJson(),
    });

    /// <param name="priorities">Null: whatever it is.</param>
    public static PolicyDefinition Definition(Structure structure, IEnumerable<PolicyTarget> targets, IEnumerable<Priority>? priorities, PolicyStep[] steps) => new()
    {
        Conditions = [new("structure", [structure.Id.ToString()]), .. priorities is null ? [] : new[] { new PolicyCondition("priority", [.. priorities.Select(p => p.ToString())]) }],
        Targets = [.. targets],
        Steps = steps,
    };

    /// <summary>As the test's person, with everything that any step asks for.</summary>
    public static async Task<Result> MoveTicketAsync(this TestApp app, Guid ticket, TicketTrigger trigger, string? waitingReason = null)
    {
        var version = (await app.LoadAsync<Ticket>(ticket)).Version;
        return await app.RunAsync((MoveTicket use) => use.RunAsync(
            new() { TicketId = ticket, Version = version, Trigger = trigger, WaitingReason = waitingReason, Solution = "Joint remplacé", Reason = "Il fallait bien" }, default));
    }

    /// <summary>Changes it past every rule, as the application itself.</summary>
    public static Task ChangeTicketAsync(this TestApp app, Guid ticket, Action<Ticket> change) => app.WithDbAsync(async db =>
    {
        change(await db.Set<Ticket>().SingleAsync(t => t.Id == ticket));
        return await db.SaveChangesAsync();
    });

    public static Task<List<SlaClock>> ClocksOfAsync(this TestApp app, Guid ticket) =>
        app.WithDbAsync(db => db.Set<SlaClock>().AsNoTracking().Where(c => c.RecordId == ticket).OrderBy(c => c.Code).ThenBy(c => c.Ordinal).ToListAsync());

    /// <summary>The latest of that code.</summary>
    public static async Task<SlaClock> ClockOfAsync(this TestApp app, Guid ticket, string code = TicketClocks.Resolution) => (await app.ClocksOfAsync(ticket)).Last(c => c.Code == code);
}
