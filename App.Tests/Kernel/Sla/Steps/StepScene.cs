using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Kernel.Sla.Sweep;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Sla.Steps;

/// <summary>A structure of its own with an agreement: ten hours to resolve, day and night, so that an hour is a tenth.</summary>
internal sealed class StepScene(TestApp app, Structure structure, User requester)
{
    public Structure Structure => structure;

    public static async Task<StepScene> MakeAsync(TestApp app)
    {
        var structure = Make.Structure("Atelier");
        var requester = Make.User("Requester", structure.Id);
        await app.SaveAllAsync(structure, requester);
        return new(app, structure, requester);
    }

    public async Task<SlaPolicy> AgreeAsync(params PolicyStep[] steps) => await app.SaveAsync(new SlaPolicy
    {
        Name = $"Engagement {structure.Code}", RecordKind = Ticket.RecordKind,
        Definition = new PolicyDefinition
        {
            Conditions = [new("structure", [structure.Id.ToString()])], Targets = [new(TicketClocks.Resolution, 600, null)], Steps = steps,
        }.ToJson(),
    });

    /// <summary>Opened now, and given to somebody or to a group as if it had always been theirs.</summary>
    public async Task<Ticket> OpenAsync(User? assignee = null, Group? group = null)
    {
        app.User.As(requester).Grant(TicketPermissions.Open, Scope.Own);
        var opened = await app.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "Presse en panne", CategoryId = World.Category, Urgency = Urgency.Medium }, default));
        await app.WithDbAsync(db => db.Set<Ticket>().Where(t => t.Id == opened.Value!.Id).ExecuteUpdateAsync(set => set   // opened
            .SetProperty(t => t.AssigneeId, assignee == null ? null : assignee.Id).SetProperty(t => t.GroupId, group == null ? null : group.Id)
            .SetProperty(t => t.State, assignee == null ? TicketState.New : TicketState.Assigned)));
        return await app.LoadAsync<Ticket>(opened.Value!.Id);
    }

    /// <summary>Somebody who may see everything, as the database says it.</summary>
    public async Task<User> PersonAsync(string name, bool maySee = true, bool isActive = true)
    {
        var person = await app.SaveAsync(Make.User(name, isActive: isActive));
        if (maySee) await app.SaveAsync(new Grant { UserId = person.Id, Permission = TicketPermissions.View, Scope = Scope.All });
        return person;
    }

    /// <summary>So many hours pass; what falls due meanwhile happens at the end of them.</summary>
    public async Task PassAsync(double hours, bool deliver = true)
    {
        app.Clock.Advance(TimeSpan.FromHours(hours));
        await app.Services.GetRequiredService<StepSweep>().DrainAsync(default);
        if (deliver) await app.DrainEventsAsync();
    }

    /// <summary>"Name: key" of what was told of delays.</summary>
    public async Task<IReadOnlyList<string>> ToldAsync(Ticket ticket)
    {
        var told = await app.WithDbAsync(db => (
            from notification in db.Set<Notification>().Where(n => n.RecordId == ticket.Id && n.Category == NotificationCategory.Delay)
            join person in db.Set<User>() on notification.UserId equals person.Id
            select new { person.DisplayName, notification.Text }).ToListAsync());
        return [.. told.Select(t => $"{t.DisplayName}: {t.Text["Notify.".Length..]}").Order(StringComparer.Ordinal)];
    }
}
