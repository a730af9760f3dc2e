using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Kernel.Sla;
using OpsFlux.Tests.Support;
using static OpsFlux.Tests.Kernel.Calendars.Time.Calendars;

namespace OpsFlux.Tests.Modules.Tickets.Clocks;

/// <summary>
/// A structure of the test's own with an agreement of its own: an hour to take in charge, two to answer, eight to resolve, in
/// the office hours of Casablanca with Morocco's holidays. Whoever acts may do everything.
/// </summary>
public abstract class ClockStage : AppTests
{
    protected ClockStage(TestApp app) : base(app)
    {
        foreach (var permission in app.Catalog.PermissionCodes) app.User.Grant(permission, Scope.All);
    }

    /// <summary>Set by <see cref="AgreeAsync"/>.</summary>
    protected Structure Here { get; private set; } = null!;   // every test calls AgreeAsync first
    protected User Requester { get; private set; } = null!;   // as above
    protected User Agent { get; private set; } = null!;       // as above

    protected async Task AgreeAsync(int takeCharge = 60, int reply = 120, int resolution = 480, params PolicyStep[] steps)
    {
        Here = await App.SaveAsync(Make.Structure());
        (Requester, Agent) = (await App.SaveAsync(Make.User("Rita Demande", Here.Id)), await App.SaveAsync(Make.User("Adil Agent", Here.Id)));
        var definition = new CalendarDefinition { ZoneId = "Africa/Casablanca", Week = [.. Enumerable.Repeat("08:30-12:30 14:00-18:00", 5), "", ""], Packs = ["ma"] };
        var calendar = await App.SaveCalendarAsync(definition, $"Bureau {Here.Code}");
        await App.SavePolicyAsync(Here, [new("take-charge", takeCharge, null), new("reply", reply, null), new("resolution", resolution, null)], null, calendar, $"Contrat {Here.Code}", steps);
    }

    /// <summary>Instants are times of the clock on the wall in Casablanca.</summary>
    protected static DateTimeOffset On(string local) => At(Casablanca, local);

    protected async Task<Ticket> OpenAsync(string at, string title = "Presse arrêtée")
    {
        App.Clock.Now = On(at);
        App.User.As(Requester);
        var ticket = await App.SaveAsync(Ticket.Open(new() { Title = title, CategoryId = World.Category }, Requester.Id, Here.Id, Impact.Low, PriorityMatrix.Usual, App.Clock.Now));
        App.User.As(Agent);
        return ticket;
    }

    protected async Task MoveAsync(Ticket ticket, string at, TicketTrigger trigger, string? waitingReason = null, User? by = null)
    {
        App.Clock.Now = On(at);
        App.User.As(by ?? Agent);
        Done(await App.MoveTicketAsync(ticket.Id, trigger, waitingReason));
    }

    protected async Task SayAsync(Ticket ticket, string at, User by, bool isNote = false)
    {
        App.Clock.Now = On(at);
        App.User.As(by);
        Done(await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = "Et maintenant ?", IsInternal = isNote }, default)));
        App.User.As(Agent);
    }

    protected Task<List<SlaClock>> ClocksAsync(Ticket ticket) => App.ClocksOfAsync(ticket.Id);

    protected Task<SlaClock> ClockAsync(Ticket ticket, string code) => App.ClockOfAsync(ticket.Id, code);

    protected async Task<string> StatesAsync(Ticket ticket) => string.Join(' ', (await ClocksAsync(ticket)).Select(c => $"{c.Code}:{c.State}{(c.IsLead ? "*" : "")}"));

    /// <summary>What the ticket's page shows, at an instant.</summary>
    protected async Task<TicketDetails> ShowAsync(Ticket ticket, string at)
    {
        App.Clock.Now = On(at);
        return (await App.RunAsync((GetTicket use) => use.RunAsync(ticket.Number, default))).Value ?? throw new InvalidOperationException("not to be seen");
    }

    protected static void Done(Result result) => Xunit.Assert.Null(result.Refusal);
}
