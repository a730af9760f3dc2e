using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Drafts;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Settings;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Jobs;

/// <summary>What is kept for a while only, and how long an administrator says.</summary>
public sealed class HousekeepingTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Events_that_are_dealt_with_go_with_their_deliveries_and_others_stay()
    {
        var old = App.Clock.Now.AddDays(-91);
        var (done, failed, pending, silent, recent) = (
            await EventAsync(old, DeliveryState.Done, DeliveryState.Done), await EventAsync(old, DeliveryState.Done, DeliveryState.Failed),
            await EventAsync(old, DeliveryState.Pending), await EventAsync(old), await EventAsync(App.Clock.Now.AddDays(-89), DeliveryState.Done));

        await App.RunJobAsync("kernel.purge-events");

        Assert.Equal(new[] { failed, pending, recent }.Order(), await LeftAsync<EventRow>(e => e.Id, [done, failed, pending, silent, recent]));
        Assert.False(await App.WithDbAsync(db => db.Set<EventDelivery>().AnyAsync(d => d.EventId == done)));
    }

    [Fact]
    public async Task The_organisation_says_how_long_events_are_kept()
    {
        var id = await EventAsync(App.Clock.Now.AddDays(-91), DeliveryState.Done);
        await ChooseAsync("Retention.EventDays", "100");
        await App.RunJobAsync("kernel.purge-events");
        Assert.Equal([id], await LeftAsync<EventRow>(e => e.Id, [id]));

        await ChooseAsync("Retention.EventDays", "30");
        await App.RunJobAsync("kernel.purge-events");
        Assert.Empty(await LeftAsync<EventRow>(e => e.Id, [id]));
    }

    [Fact]
    public async Task Read_notifications_go_after_a_while_and_unread_ones_stay()
    {
        var (read, unread) = (await NotificationAsync(181, isRead: true), await NotificationAsync(1000, isRead: false));
        var recent = await NotificationAsync(100, isRead: true);

        await App.RunJobAsync("kernel.purge-notifications");
        Assert.Equal(new[] { unread, recent }.Order(), await LeftAsync<Notification>(n => n.Id, [read, unread, recent]));

        await ChooseAsync("Retention.NotificationDays", "90");
        await App.RunJobAsync("kernel.purge-notifications");
        Assert.Equal([unread], await LeftAsync<Notification>(n => n.Id, [read, unread, recent]));
    }

    [Fact]
    public async Task Drafts_go_when_nobody_touched_them_for_long()
    {
        await App.SaveAllAsync(Draft("old", 61), Draft("recent", 40));

        await App.RunJobAsync("kernel.purge-drafts");
        Assert.Equal(["recent"], await DraftsAsync());

        await ChooseAsync("Retention.DraftDays", "30");
        await App.RunJobAsync("kernel.purge-drafts");
        Assert.Empty(await DraftsAsync());
    }

    [Fact]
    public async Task More_than_a_batch_goes_in_several_and_twice_is_harmless()
    {
        await App.SqlAsync(
            $"""
             insert into kernel.drafts (user_id, key, body, updated_at)
             select '{World.Alice}', 'many:' || n, 'x', timestamptz '2020-01-01' from generate_series(1, {Purging.BatchSize + 10}) n
             """);

        Assert.Equal([$"{Purging.BatchSize + 10}"], (await App.RunJobAsync("kernel.purge-drafts")).Arguments);
        Assert.Equal(["0"], (await App.RunJobAsync("kernel.purge-drafts")).Arguments);
    }

    private async Task<Guid> EventAsync(DateTimeOffset at, params DeliveryState[] deliveries)
    {
        var row = new EventRow { Id = Guid.CreateVersion7(), Name = "tickets.ticket.opened", At = at, Correlation = "test", RecordKind = "ticket", Data = "{}" };
        await App.SaveAsync(row);
        foreach (var (index, state) in deliveries.Index())
            await App.SaveAsync(new EventDelivery { EventId = row.Id, Handler = $"Handler{index}", State = state, NextAttemptAt = at.AddYears(100) });
        return row.Id;
    }

    private async Task<Guid> NotificationAsync(int daysAgo, bool isRead)
    {
        var at = App.Clock.Now.AddDays(-daysAgo);
        return (await App.SaveAsync(new Notification
        {
            UserId = World.Alice, EventId = Guid.CreateVersion7(), Kind = "tickets.ticket.progressed", Module = "tickets", ShownAt = App.Clock.Now, Category = NotificationCategory.Update, Text = "Notify.Started", Href = "/", CreatedAt = at, ReadAt = isRead ? at : null,
        })).Id;
    }

    private Draft Draft(string key, int daysAgo) => new() { UserId = World.Alice, Key = key, Body = "x", UpdatedAt = App.Clock.Now.AddDays(-daysAgo) };

    private Task<List<string>> DraftsAsync() => App.WithDbAsync(db => db.Set<Draft>().Where(d => d.Key == "old" || d.Key == "recent").Select(d => d.Key).ToListAsync());

    private async Task<List<Guid>> LeftAsync<T>(System.Linq.Expressions.Expression<Func<T, Guid>> id, Guid[] among) where T : class =>
        await App.WithDbAsync(db => db.Set<T>().Select(id).Where(i => among.Contains(i)).OrderBy(i => i).ToListAsync());

    private async Task ChooseAsync(string code, string value)
    {
        await App.SqlAsync($"delete from kernel.setting_values where code = '{code}'");
        await App.SaveAsync(new SettingValue { Code = code, Value = value });
    }
}
