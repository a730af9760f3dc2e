using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Web;

public sealed class AppPageTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly InLanguage language = new("fr");
    private readonly BunitContext context = new BunitContext().AddShell();

    private LiveUpdates Live => context.Services.GetRequiredService<LiveUpdates>();

    public void Dispose()
    {
        context.Dispose();
        language.Dispose();
    }

    [Fact]
    public async Task A_page_waits_out_a_database_that_does_not_answer()
    {
        var page = context.Render<Page>();
        var attempts = 0;

        var loading = page.InvokeAsync(() => page.Instance.Load(() => ++attempts == 1 ? throw Outage() : Task.CompletedTask));
        await page.WaitForAssertionAsync(() => Assert.Same(Refusal.DatabaseUnavailable, page.Instance.Shown), Patience);
        await loading;

        Assert.Equal(2, attempts);
        Assert.Null(page.Instance.Shown);
    }

    [Fact]
    public async Task An_action_that_found_no_database_is_refused_and_not_repeated()
    {
        var page = context.Render<Page>();
        var attempts = 0;

        var done = await page.InvokeAsync(() => page.Instance.Act(() => { attempts++; throw Outage(); }));

        Assert.False(done);
        Assert.Equal(1, attempts);
        Assert.Same(Refusal.DatabaseUnavailable, page.Instance.Shown);
    }

    [Fact]
    public async Task A_mistake_of_ours_is_not_taken_for_an_outage()
    {
        var page = context.Render<Page>();

        await Assert.ThrowsAsync<FormatException>(() => page.InvokeAsync(() => page.Instance.Act(() => throw new FormatException())));
    }

    [Fact]
    public async Task A_burst_of_changes_is_read_at_once_and_then_once_more()
    {
        var page = context.Render<Page>();
        var read = 0;
        page.Instance.Listen("a", () => { read++; return Task.CompletedTask; });

        for (var i = 0; i < 20; i++) Live.Publish(new("x", default), ["a"]);

        await page.WaitForAssertionAsync(() => Assert.Equal(1, read), Patience);
        await page.WaitForAssertionAsync(() => Assert.Equal(2, read), Patience);
    }

    [Fact]
    public async Task In_a_crowd_what_is_near_is_read_at_once_and_the_rest_in_turn()
    {
        var (page, near) = (context.Render<Page>(), Guid.CreateVersion7());
        var read = 0;
        page.Instance.Listen("a", () => { read++; return Task.CompletedTask; }, update => update.Record.Id == near);
        for (var i = 0; i < 50; i++) Live.Subscribe(["a"], _ => Task.CompletedTask);

        for (var i = 0; i < 20; i++) Live.Publish(new("x", new("ticket", Guid.CreateVersion7())), ["a"]);
        Live.Publish(new("x", new("ticket", near)), ["a"]);
        await page.WaitForAssertionAsync(() => Assert.Equal(1, read), Patience);
        await Task.Delay(TimeSpan.FromSeconds(1.1));   // the longest turn among fifty: what is near was read for all of them
        Assert.Equal(1, read);

        Live.Publish(new("x", new("ticket", Guid.CreateVersion7())), ["a"]);
        await page.WaitForAssertionAsync(() => Assert.Equal(2, read), Patience);
    }

    [Fact]
    public async Task A_live_update_is_shown_in_the_readers_language()
    {
        var page = context.Render<Page>();
        string? seen = null;
        page.Instance.Listen("a", () => { seen = CultureInfo.CurrentUICulture.Name; return Task.CompletedTask; });

        await Task.Run(() =>
        {
            using var other = new InLanguage("en");
            Live.Publish(new("x", default), ["a"]);
        });

        await page.WaitForAssertionAsync(() => Assert.Equal("fr", seen), Patience);
    }

    [Fact]
    public async Task A_reader_who_left_is_forgotten()
    {
        var page = context.Render<Page>();
        page.Instance.Listen("a", () => Task.CompletedTask);
        page.Instance.Listen("b", () => Task.CompletedTask);
        Assert.Equal(1, Live.SubscriberCount);

        await context.DisposeComponentsAsync();

        Assert.Equal(0, Live.SubscriberCount);
    }

    [Fact]
    public void A_page_reads_again_when_its_query_changes_and_never_for_another_page()
    {
        var navigation = context.Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/tickets");
        var (page, read) = (context.Render<Page>(), new List<string>());
        page.InvokeAsync(() => page.Instance.Wander(() => { read.Add(new Uri(navigation.Uri).PathAndQuery); return Task.CompletedTask; }));

        navigation.NavigateTo("/tickets?view=All");
        navigation.NavigateTo("/tickets/new");
        page.Instance.Dispose();
        navigation.NavigateTo("/tickets?view=Mine");

        Assert.Equal(["/tickets?view=All"], read);
    }

    private static NpgsqlException Outage() => new("connection refused", new System.Net.Sockets.SocketException(111));

    private sealed class Page : AppPage
    {
        public Refusal? Shown => refusal;

        public Task Load(Func<Task> load) => LoadAsync(load);

        public Task<bool> Act(Func<Task<Result>> act) => ActAsync(act);

        public void Wander(Func<Task> read) => FollowAddress(read);

        public void Listen(string topic, Func<Task> refresh, Func<LiveUpdate, bool>? isNear = null) => Follow([topic], refresh, isNear: isNear);

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, refusal?.Code);
    }
}
