using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications;

public sealed class NotifierTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Everybody_but_the_author_is_told_in_words_that_travel_as_a_key()
    {
        var (author, reader) = (await App.SaveAsync(Make.User()), await App.SaveAsync(Make.User()));

        await TellAsync(Guid.CreateVersion7(), author.Id, author.Id, reader.Id, SystemUser.SystemId);

        var told = Assert.Single(await ToldAsync(author, reader));
        Assert.Equal((reader.Id, "Notify.Test", "/tickets/1", 2, App.Clock.Now), (told.UserId, told.Text, told.Href, told.Priority, told.CreatedAt));
        Assert.Equal(["un", "deux"], told.Arguments);
    }

    [Fact]
    public async Task Nobody_is_told_twice_of_one_event_whatever_the_rules()
    {
        var reader = await App.SaveAsync(Make.User());
        var happened = Guid.CreateVersion7();

        await TellAsync(happened, null, reader.Id, reader.Id);
        await TellAsync(happened, null, reader.Id);
        await TellAsync(Guid.CreateVersion7(), null, reader.Id);

        Assert.Equal(2, (await ToldAsync(reader)).Count);
        Assert.Equal(2, await UnreadAsync(reader));
    }

    [Fact]
    public async Task Told_at_once_by_many_the_counter_is_right()
    {
        var reader = await App.SaveAsync(Make.User());

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => TellAsync(Guid.CreateVersion7(), null, reader.Id)));

        Assert.Equal(12, await UnreadAsync(reader));
    }

    [Fact]
    public async Task The_inactive_and_the_unknown_are_not_told()
    {
        var gone = await App.SaveAsync(Make.User(isActive: false));

        await TellAsync(Guid.CreateVersion7(), null, gone.Id, Guid.CreateVersion7());

        Assert.Empty(await ToldAsync(gone));
    }

    private Task TellAsync(Guid eventId, Guid? author, params Guid[] recipients) => App.RunAsync((Notifier notifier) => notifier.TellAsync(
        eventId, author, new("nothing", Guid.CreateVersion7()), recipients, new(TestNews.Update, "Notify.Test", "/tickets/1", "un", "deux") { Priority = 2 }, default));

    private Task<List<Notification>> ToldAsync(params User[] people)
    {
        var ids = people.Select(p => p.Id).ToArray();
        return App.WithDbAsync(db => db.Set<Notification>().Where(n => ids.Contains(n.UserId)).ToListAsync());
    }

    private Task<int> UnreadAsync(User reader)
    {
        App.User.As(reader);
        return App.RunAsync((Inbox inbox) => inbox.UnreadAsync(default));
    }
}
