using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sla;

/// <summary>Structures with calendars and agreements of a test's own, and tickets whose clocks run by them.</summary>
internal sealed class ClockScene(TestApp app)
{
    private static int made;

    /// <summary>Working days have these hours, the weekend none. Whoever calls it may manage calendars everywhere.</summary>
    public async Task<Guid> CalendarAsync(string day = "9-17", string zone = "Africa/Casablanca", params string[] packs)
    {
        var saved = await app.RunAsync((SaveCalendar use) => use.RunAsync(
            new() { Name = $"Horaires {Interlocked.Increment(ref made)}", ZoneId = zone, Week = [day, day, day, day, day, "", ""], Packs = [.. packs] }, default));
        Assert.Null(saved.Refusal);
        return saved.Value;
    }

    /// <summary>Gives a calendar other hours: a new version, by which nothing is measured yet.</summary>
    public async Task ChangeHoursAsync(Guid calendar, string day)
    {
        var line = (await app.RunAsync((ListCalendars use) => use.OneAsync(calendar, default))).Value!;
        var saved = await app.RunAsync((SaveCalendar use) => use.RunAsync(
            new() { Id = calendar, Version = line.Calendar.Version, Name = line.Calendar.Name, ZoneId = line.Definition.ZoneId, Week = [day, day, day, day, day, "", ""], Packs = [.. line.Definition.Packs] }, default));
        Assert.Null(saved.Refusal);
    }

    public async Task<Structure> StructureAsync(Guid? calendar)
    {
        var structure = await app.SaveAsync(Make.Structure());
        if (calendar is not null) await app.SaveAsync(new CalendarChoice { StructureId = structure.Id, CalendarId = calendar.Value });
        return structure;
    }

    /// <summary>For tickets of one structure.</summary>
    public Task<SlaPolicy> PolicyAsync(Structure structure, PolicyTarget[] targets, Priority? priority = null, PolicyStep[]? steps = null) =>
        app.SavePolicyAsync(structure, targets, Only(priority), null, null, steps ?? []);

    public Task RedefineAsync(SlaPolicy policy, PolicyDefinition definition, bool isActive = true) => app.WithDbAsync(async db =>
    {
        var row = await db.Set<SlaPolicy>().SingleAsync(p => p.Id == policy.Id);
        (row.Definition, row.IsActive) = (definition.ToJson(), isActive);
        return await db.SaveChangesAsync();
    });

    public static PolicyDefinition Definition(Structure structure, PolicyTarget[] targets, Priority? priority = null, PolicyStep[]? steps = null) =>
        SlaSetting.Definition(structure, targets, Only(priority), steps ?? []);

    public static PolicyTarget Resolution(int minutes) => new(TicketClocks.Resolution, minutes, null);

    public static PolicyTarget TakeCharge(int minutes) => new(TicketClocks.TakeCharge, minutes, null);

    /// <summary>Opened at this moment of the test's clock.</summary>
    public async Task<Ticket> OpenAsync(Structure structure, Priority priority = Priority.Normal, Guid? site = null, Guid? assignee = null, Guid? category = null)
    {
        var request = new OpenTicketRequest { Title = "Imprimante en panne", CategoryId = category ?? World.Category, SiteId = site };
        var ticket = Ticket.Open(request, World.Alice, structure.Id, Impact.Low, PriorityMatrix.Usual, app.Clock.Now);
        (ticket.Priority, ticket.AssigneeId) = (priority, assignee);
        return await app.SaveAsync(ticket);
    }

    /// <summary>Does something to the ticket at this moment.</summary>
    public Task ActAsync(Ticket ticket, Action<Ticket> act) => app.ChangeTicketAsync(ticket.Id, act);

    public Task MarkAsync(Ticket ticket, ClockFactKind kind, string? key = null, string clock = TicketClocks.Resolution) => ActAsync(ticket, t => t.Mark(clock, kind, app.Clock.Now, key));

    public Task<SlaClock> ClockAsync(Ticket ticket, string code = TicketClocks.Resolution) => app.ClockOfAsync(ticket.Id, code);

    public void GrantAll() => app.User.Grant(SlaPermissions.Manage, OpsFlux.Kernel.Access.Scope.All).Grant(SlaPermissions.View, OpsFlux.Kernel.Access.Scope.All)
        .Grant(CalendarPermissions.Manage, OpsFlux.Kernel.Access.Scope.All).Grant(CalendarPermissions.View, OpsFlux.Kernel.Access.Scope.All);

    private static Priority[]? Only(Priority? priority) => priority is { } asked ? [asked] : null;
}
