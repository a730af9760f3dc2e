using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

/// <summary>Whatever arrives in a text is kept as it is or refused by field: never an exception, which would end a circuit.</summary>
public sealed class TicketInputTests(TestApp app) : AppTests(app)
{
    [Theory]
    [InlineData("")]
    [InlineData("    ")]
    [InlineData("NUL \u0000 dedans")]
    public async Task A_title_that_cannot_be_is_refused(string title)
    {
        var result = await OpenAsync(title);

        Assert.Equal("Title", result.Refusal?.Fields.Single().Field);
    }

    [Fact]
    public async Task Ten_thousand_letters_are_refused() => Assert.Equal("too-long", (await OpenAsync(new string('é', 10_000))).Refusal?.Fields.Single().Code);

    [Theory]
    [InlineData("طابعة لا تعمل في المكتب")]
    [InlineData("‮renversé‬ par un signe")]
    [InlineData("<script>alert('x')</script>")]
    [InlineData("Robert'); DROP TABLE tickets;--")]
    [InlineData("🖨️ en panne 👩‍🔧")]
    public async Task Any_script_and_any_sign_is_kept_as_typed(string title)
    {
        var opened = await OpenAsync(title);

        Assert.Equal(title, (await App.LoadAsync<Ticket>(opened.Value!.Id)).Title);   // accepted
    }

    [Fact]
    public async Task Two_hundred_letters_of_any_width_fit()
    {
        var title = string.Concat(Enumerable.Repeat("ا", 200));

        Assert.Equal(title, (await App.LoadAsync<Ticket>((await OpenAsync(title)).Value!.Id)).Title);   // accepted
    }

    /// <summary>Given by its code: an attribute cannot hold half a surrogate pair.</summary>
    [Theory]
    [InlineData(0x0000)]
    [InlineData(0xD83D)]
    public async Task No_other_text_takes_what_cannot_be_stored(int code)
    {
        var bad = ((char)code).ToString();
        foreach (var permission in App.Catalog.PermissionCodes) App.User.Grant(permission, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.InProgress));
        var closed = await App.SaveAsync(Make.Ticket(state: TicketState.Closed));

        Refusal?[] refusals =
        [
            (await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = bad }, default))).Refusal,
            (await App.RunAsync((MoveTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Version = 1, Trigger = TicketTrigger.Wait, WaitingReason = bad }, default))).Refusal,
            (await App.RunAsync((MoveTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Version = 1, Trigger = TicketTrigger.Resolve, Solution = bad }, default))).Refusal,
            (await App.RunAsync((MoveTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Version = 1, Trigger = TicketTrigger.Cancel, Reason = bad }, default))).Refusal,
            (await App.RunAsync((RateTicket use) => use.RunAsync(new() { TicketId = closed.Id, Version = 1, Score = 3, Comment = bad }, default))).Refusal,
            (await App.RunAsync((EditTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Changes = [new() { Field = nameof(Ticket.Title), Seen = ticket.Title, Value = $"Titre {bad}" }] }, default))).Refusal,
        ];

        Assert.All(refusals, refusal => Assert.Equal("control-characters", refusal?.Fields.Single().Code));
    }

    private Task<Result<OpenedTicket>> OpenAsync(string title)
    {
        App.User.Grant(TicketPermissions.Open, Scope.Own);
        return App.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = title, CategoryId = World.Category }, default));
    }
}
