using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Notifications.Reading;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Reading;

/// <summary>The log answers who was told, who was not and why, whatever the filters, a page at a time without loss.</summary>
public sealed class DeliveryLogTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Each_filter_leaves_what_it_says()
    {
        var (told, muted, record) = (await PersonAsync(), await PersonAsync(NotificationCategory.Update), new RecordRef("nothing", Guid.CreateVersion7()));
        await TellAsync(record, TestNews.Update, told, muted);
        await TellAsync(record, TestNews.Alert, told, muted);
        Look();

        Assert.Equal(4, (await RowsAsync($"?record={record.Id}")).Count);
        Assert.Equal([Silence.Muted], (await RowsAsync($"?record={record.Id}&silence=Muted")).Select(r => r.Silence));
        Assert.Equal([muted.Id], (await RowsAsync($"?record={record.Id}&state=Skipped")).Select(r => r.UserId));
        Assert.Equal(3, (await RowsAsync($"?record={record.Id}&state=Sent&channel=InApp")).Count);
        Assert.Equal(2, (await RowsAsync($"?record={record.Id}&category=Alert")).Count);
        Assert.Equal(2, (await RowsAsync($"?record={record.Id}&kind={TestNews.Update.Code}")).Count);
        Assert.Equal(2, (await RowsAsync($"?person={muted.Id}")).Count);
        Assert.Empty(await RowsAsync($"?record={record.Id}&to=2001-01-01"));
        Assert.Empty(await RowsAsync("?q=NO-SUCH-1"));
        Assert.Equal("unknown-filter", DeliveryFilter.Parse(ListQuery.Parse("?state=7")).Refusal?.Code);
        Assert.Equal("unknown-filter", DeliveryFilter.Parse(ListQuery.Parse("?what=ever")).Refusal?.Code);
    }

    [Fact]
    public async Task By_a_number_it_finds_what_was_told_of_that_record()
    {
        var (reader, ticket) = (await PersonAsync(), await App.SaveAsync(Make.Ticket("Presse 4")));
        await App.SaveAsync(new Grant { UserId = reader.Id, Permission = TicketPermissions.View, Scope = Scope.All });
        await TellAsync(ticket.Ref, TestNews.Update, reader);
        Look();
        App.User.Grant(TicketPermissions.View, Scope.All);

        var row = Assert.Single(await RowsAsync($"?q={ticket.Number}"));

        Assert.Equal((reader.Id, ticket.Number), (row.UserId, row.Record?.Number));
    }

    [Fact]
    public async Task Pages_follow_each_other_both_ways_without_loss_and_cost_the_same()
    {
        var (reader, record) = (await PersonAsync(), new RecordRef("nothing", Guid.CreateVersion7()));
        foreach (var _ in Enumerable.Range(0, 30)) await TellAsync(record, TestNews.Update, reader);
        Look();
        var address = $"?person={reader.Id}";

        var (first, second) = (await PageAsync(address, 12), default(ListPage<DeliveryLine>));
        second = await PageAsync($"{address}&after={first.Next}", 12);
        var third = await PageAsync($"{address}&after={second.Next}", 12);
        var back = await PageAsync($"{address}&before={third.Previous}", 12);

        Assert.Equal(30, first.Rows.Concat(second.Rows).Concat(third.Rows).Select(r => r.Id).Distinct().Count());
        Assert.Null(third.Next);
        Assert.Equal(second.Rows.Select(r => r.Id), back.Rows.Select(r => r.Id));
        Assert.Equal(await App.CountQueriesAsync(() => PageAsync(address, 1)), await App.CountQueriesAsync(() => PageAsync(address, 30)));
    }

    [Fact]
    public async Task Of_a_record_it_sums_up_who_heard_how_often_and_who_did_not_and_why()
    {
        var (told, muted, record) = (await PersonAsync(), await PersonAsync(NotificationCategory.Update), new RecordRef("nothing", Guid.CreateVersion7()));
        await TellAsync(record, TestNews.Update, told, muted);
        await TellAsync(record, TestNews.Update, told);
        Look();

        var summary = (await App.RunAsync((SummariseTold use) => use.RunAsync(record.Id, default))).Value!;

        Assert.Equal([(told.Id, 2, default(Silence?)), (muted.Id, 0, Silence.Muted)], summary.People.Select(p => (p.UserId, p.Told, p.Reason)));
        Assert.Empty((await App.RunAsync((SummariseTold use) => use.RunAsync(Guid.CreateVersion7(), default))).Value!.People);
    }

    [Fact]
    public async Task What_quiet_hours_hold_back_is_ones_own_to_look_at()
    {
        var (reader, record) = (await PersonAsync(), new RecordRef("nothing", Guid.CreateVersion7()));
        App.User.As(reader);
        var form = (await App.RunAsync((SavePreferences use) => use.LoadAsync(default))).Value!.Request;
        (form.QuietHours, form.QuietFrom, form.QuietTo) = (true, new(0, 0), new(23, 59));
        Assert.Null((await App.RunAsync((SavePreferences use) => use.RunAsync(form, default))).Refusal);
        await TellAsync(record, TestNews.Update, reader);

        var held = Assert.Single(await HeldAsync());
        Assert.True(held.DueAt > App.Clock.Now);
        App.User.As(await PersonAsync());
        Assert.Empty(await HeldAsync());

        App.User.As(reader);
        await App.RunAsync((Inbox inbox) => inbox.ReadAsync(held.Item.Id, default));
        Assert.Empty(await HeldAsync());
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Only_who_may_see_everybodys_sees_it()
    {
        App.User.Grant(NotificationPermissions.ViewLog, Scope.Structure);

        Assert.Equal(RefusalKind.Forbidden, (await App.RunAsync((ListDeliveries use) => use.RunAsync(new(), 10, default))).Refusal?.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await App.RunAsync((ListDeliveries use) => use.NamesAsync([World.Alice], default))).Refusal?.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await App.RunAsync((SummariseTold use) => use.RunAsync(Guid.CreateVersion7(), default))).Refusal?.Kind);
    }

    private void Look() => App.User.As(World.Alice).Grant(NotificationPermissions.ViewLog, Scope.All);

    private async Task<User> PersonAsync(params NotificationCategory[] muted)
    {
        var person = await App.SaveAsync(Make.User());
        if (muted.Length > 0) await App.SaveAsync(new ChosenPreferences { UserId = person.Id, Definition = PreferencesText.Write(NotificationPreferences.Standard with { Muted = muted }) });
        return person;
    }

    private async Task TellAsync(RecordRef record, NewsKind kind, params User[] people)
    {
        App.Clock.Advance(TimeSpan.FromMinutes(5));
        await App.RunAsync((Notifier notifier) => notifier.TellAsync(Guid.CreateVersion7(), null, record, people.Select(p => p.Id), new(kind, "Notify.Started", "/"), default));
    }

    private Task<IReadOnlyList<HeldNews>> HeldAsync() => App.RunAsync((ListHeld use) => use.RunAsync(default));

    private async Task<ListPage<DeliveryLine>> PageAsync(string address, int size) =>
        (await App.RunAsync((ListDeliveries use) => use.RunAsync(DeliveryFilter.Parse(ListQuery.Parse(address)).Value!, size, default))).Value!;

    private async Task<IReadOnlyList<DeliveryLine>> RowsAsync(string address) => (await PageAsync(address, 100)).Rows;
}
