using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;
using static OpsFlux.Shared.Tickets.TicketState;
using static OpsFlux.Shared.Tickets.TicketTrigger;

namespace OpsFlux.Tests.Modules.Tickets.Domain;

public sealed class TicketWorkflowTests
{
    /// <summary>The states and steps of the specification, written down a second time on purpose.</summary>
    private static readonly Dictionary<(TicketState From, TicketTrigger Trigger), TicketState> Declared = new()
    {
        [(New, Assign)] = Assigned, [(New, Start)] = InProgress, [(New, Cancel)] = Cancelled,
        [(Assigned, Assign)] = Assigned, [(Assigned, Start)] = InProgress, [(Assigned, Cancel)] = Cancelled,
        [(InProgress, Assign)] = Assigned, [(InProgress, Wait)] = Waiting, [(InProgress, Resolve)] = Resolved, [(InProgress, Cancel)] = Cancelled,
        [(Waiting, Assign)] = Assigned, [(Waiting, Resume)] = InProgress, [(Waiting, Cancel)] = Cancelled,
        [(Resolved, Validate)] = Closed, [(Resolved, Expire)] = Closed, [(Resolved, Reopen)] = Assigned,
        [(Closed, Reopen)] = Assigned,
    };

    private readonly TestUser anyone = Everything();

    public static TheoryData<TicketState, TicketTrigger> Pairs()
    {
        var pairs = new TheoryData<TicketState, TicketTrigger>();
        foreach (var state in Enum.GetValues<TicketState>())
            foreach (var trigger in Enum.GetValues<TicketTrigger>())
                pairs.Add(state, trigger);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_declared_step_leads_on_and_any_other_is_refused_with_those_allowed(TicketState from, TicketTrigger trigger)
    {
        ICurrentUser actor = trigger == Expire ? new SystemUser() : anyone;   // time closes, nobody else in its name
        var found = TicketWorkflow.Instance.Find(Make.Ticket(state: from), from, trigger, actor);

        if (Declared.TryGetValue((from, trigger), out var to))
        {
            Assert.Equal(to, found.Value?.To);
            return;
        }

        Assert.Equal((RefusalKind.Conflict, "transition-not-allowed"), (found.Refusal?.Kind, found.Refusal?.Code));
        var allowed = Declared.Keys.Where(k => k.From == from && k.Trigger != Expire).Select(k => $"TicketTrigger.{k.Trigger}").Order();   // nobody is told of what only time does
        Assert.Equal([$"TicketTrigger.{trigger}", $"TicketState.{from}", .. allowed], Named(found.Refusal!));   // just asserted not null
    }

    [Fact]
    public void A_step_without_its_permission_is_forbidden()
    {
        anyone.Revoke(TicketPermissions.Resolve);

        Assert.Equal(Refusal.Forbidden, TicketWorkflow.Instance.Find(Make.Ticket(state: InProgress), InProgress, Resolve, anyone).Refusal);
    }

    [Fact]
    public void Only_the_requester_says_that_it_is_solved()
    {
        var ticket = Make.Ticket(state: Resolved, requester: Guid.CreateVersion7());

        Assert.Equal(TicketRefusals.NotRequester, TicketWorkflow.Instance.Find(ticket, Resolved, Validate, anyone).Refusal?.Code);
        Assert.DoesNotContain(Offered(ticket), t => t == Validate);
    }

    [Theory]
    [InlineData(InProgress, Resolve)]
    [InlineData(Assigned, Start)]
    [InlineData(Waiting, Resume)]
    [InlineData(Resolved, Validate)]
    public void The_usual_step_is_offered_first(TicketState state, TicketTrigger usual) => Assert.Equal(usual, Offered(Make.Ticket(state: state)).First());

    [Theory]
    [InlineData(InProgress, Resolve, nameof(MoveTicketRequest.Solution))]
    [InlineData(InProgress, Wait, nameof(MoveTicketRequest.WaitingReason))]
    [InlineData(Resolved, Reopen, nameof(MoveTicketRequest.Reason))]
    [InlineData(Closed, Reopen, nameof(MoveTicketRequest.Reason))]
    [InlineData(New, Cancel, nameof(MoveTicketRequest.Reason))]
    public void Some_steps_ask_for_a_text(TicketState from, TicketTrigger trigger, string field) =>
        Assert.Equal([field], TicketWorkflow.Instance.Find(Make.Ticket(state: from), from, trigger, anyone).Value?.Required);

    [Fact]
    public void Every_row_of_a_trigger_asks_for_the_same_permission() =>
        Assert.All(TicketWorkflow.Instance.Table.GroupBy(t => t.Trigger), rows => Assert.Single(rows.Select(r => r.Permission).Distinct()));

    private IEnumerable<TicketTrigger> Offered(Ticket ticket) =>
        TicketWorkflow.Instance.Allowed(ticket, ticket.State, anyone, _ => true).Select(t => t.Trigger);

    /// <summary>Keys of texts, so that the reader gets words of his language.</summary>
    private static IEnumerable<string> Named(Refusal refusal) =>
        [((TextKey)refusal.Arguments[0]).Key, ((TextKey)refusal.Arguments[1]).Key, .. refusal.Arguments[2] is TextKeys steps ? steps.Keys.Select(k => k.Key).Order() : Enumerable.Empty<string>()];

    private static TestUser Everything()
    {
        var user = new TestUser().As(World.Alice);
        foreach (var permission in TicketWorkflow.Instance.Table.Select(t => t.Permission)) user.Grant(permission, Scope.All);
        return user;
    }
}
