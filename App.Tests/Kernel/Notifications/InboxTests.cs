using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications;

public sealed class InboxTests(TestApp app) : AppTests(app)
{
    private readonly RecordRef record = new("nothing", Guid.CreateVersion7());

    [Fact]
    public async Task Newest_come_first_and_the_next_ones_follow_without_loss()
    {
        await ReceiveAsync(5);

        var first = await LatestAsync(2, null);
        var second = await LatestAsync(2, first[^1]);
        var third = await LatestAsync(2, second[^1]);

        Assert.Equal(["4", "3", "2", "1", "0"], first.Concat(second).Concat(third).Select(i => i.Text));
    }

    [Fact]
    public async Task Read_once_or_twice_it_counts_once()
    {
        await ReceiveAsync(3);
        var item = (await LatestAsync(1, null))[0];

        await ReadAsync(item.Id);
        await ReadAsync(item.Id);

        Assert.Equal(2, await UnreadAsync());
        Assert.True((await LatestAsync(1, null))[0].IsRead);
    }

    [Fact]
    public async Task All_are_read_at_once()
    {
        await ReceiveAsync(3);

        await ReadAsync(null);

        Assert.Equal(0, await UnreadAsync());
        Assert.All(await LatestAsync(9, null), i => Assert.True(i.IsRead));
    }

    [Fact]
    public async Task Looking_at_the_record_reads_what_speaks_of_it()
    {
        await ReceiveAsync(3);

        await App.RunAsync((Inbox inbox) => inbox.ReadOfRecordAsync(record, default));

        Assert.Equal(0, await UnreadAsync());
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Nobody_sees_or_reads_anothers()
    {
        await ReceiveAsync(1);
        var owner = App.User.Id;
        var item = (await LatestAsync(1, null))[0];

        App.User.As(await App.SaveAsync(Make.User()));
        Assert.Empty(await LatestAsync(9, null));
        await ReadAsync(item.Id);

        App.User.As(owner);
        Assert.Equal(1, await UnreadAsync());
    }

    private async Task ReceiveAsync(int count)
    {
        var reader = await App.SaveAsync(Make.User());
        foreach (var i in Enumerable.Range(0, count))
        {
            App.Clock.Advance(TimeSpan.FromMinutes(5));
            await App.RunAsync((Notifier notifier) => notifier.TellAsync(
                Guid.CreateVersion7(), null, record, [reader.Id], new(TestNews.Update, $"{i}", "/"), default));
        }

        App.User.As(reader);
    }

    private Task<IReadOnlyList<InboxItem>> LatestAsync(int count, InboxItem? before) => App.RunAsync((Inbox inbox) => inbox.LatestAsync(count, before, default));

    private Task ReadAsync(Guid? id) => App.RunAsync((Inbox inbox) => inbox.ReadAsync(id, default));

    private Task<int> UnreadAsync() => App.RunAsync((Inbox inbox) => inbox.UnreadAsync(default));
}
