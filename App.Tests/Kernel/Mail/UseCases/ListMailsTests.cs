using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.UseCases;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.UseCases;

public sealed class ListMailsTests : MailTests
{
    public ListMailsTests(MailApp app) : base(app) => app.User.Grant(MailPermissions.View, Scope.All);

    [Fact]
    public async Task Newest_come_first_and_every_page_follows_without_loss()
    {
        foreach (var i in Enumerable.Range(0, 5))
        {
            await QueueAsync($"p{i}@x.example");
            if (i % 2 == 0) App.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var (shown, after) = (new List<string>(), "");
        do
        {
            var page = await ListAsync($"?{(after == "" ? "" : $"after={after}")}", size: 2);
            shown.AddRange(page.Rows.Select(r => r.Recipient));
            after = page.Next ?? "";
        }
        while (after != "");

        Assert.Equal([2, 2, 1, 1, 0], shown.Select(MinuteOf));   // of one instant, either may come first
        Assert.Equal(5, shown.Distinct().Count());

        static int MinuteOf(string recipient) => (recipient[1] - '0' + 1) / 2;
    }

    [Fact]
    public async Task Filters_narrow_by_state_recipient_and_day()
    {
        await QueueAsync("ann@x.example", state: MailState.Failed);
        await QueueAsync("ann_b@x.example", state: MailState.Sent);
        App.Clock.Advance(TimeSpan.FromDays(1));
        await QueueAsync("bob@x.example");

        Assert.Equal(["ann@x.example"], await RecipientsAsync("?state=Failed"));
        Assert.Equal(["bob@x.example", "ann@x.example"], await RecipientsAsync("?state=Failed,Waiting"));
        Assert.Equal(["ann_b@x.example", "ann@x.example"], await RecipientsAsync("?q=ANN"));
        Assert.Equal(["ann_b@x.example"], await RecipientsAsync("?q=ann_"));    // no wildcard of the database's
        Assert.Equal(["bob@x.example"], await RecipientsAsync("?from=2026-11-21"));
        Assert.Equal(["ann_b@x.example", "ann@x.example"], await RecipientsAsync("?to=2026-11-20"));
        Assert.Empty(await RecipientsAsync("?q=%25"));
    }

    [Theory]
    [InlineData("?state=Lost")]
    [InlineData("?state=2")]
    [InlineData("?from=yesterday")]
    [InlineData("?to=2026-13-01")]
    [InlineData("?after=x")]
    [InlineData("?after=abc~01980000000070008000000000000001")]
    [InlineData("?q=%00")]
    [InlineData("?size=9")]
    public void Anything_unknown_in_the_address_is_refused_by_name(string address) =>
        Assert.Equal("unknown-filter", MailFilter.Parse(ListQuery.Parse(address)).Refusal?.Code);

    [Fact]
    public async Task A_page_costs_one_statement_whatever_its_length()
    {
        await QueueAsync();
        var one = await App.CountQueriesAsync(() => ListAsync(""));
        foreach (var i in Enumerable.Range(0, 30)) await QueueAsync($"p{i}@x.example");

        Assert.Equal((1, 1), (one, await App.CountQueriesAsync(() => ListAsync(""))));
    }

    private async Task<ListPage<MailRow>> ListAsync(string address, int size = 50) =>
        (await App.RunAsync((ListMails use) => use.RunAsync(MailFilter.Parse(ListQuery.Parse(address)).Value!, size, default))).Value!;    // sound addresses, and allowed above

    private async Task<IEnumerable<string>> RecipientsAsync(string address) => (await ListAsync(address)).Rows.Select(r => r.Recipient);
}
