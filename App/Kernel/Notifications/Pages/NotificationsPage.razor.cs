using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Notifications.Reading;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Notifications.Pages;

/// <summary>
/// The notification centre: all one has been told, newest first. What is shown stands in the address; more is read from the
/// last one shown, and what is unread is kept in counters rather than counted.
/// </summary>
public sealed partial class NotificationsPage(Inbox inbox, ListHeld listHeld, ModuleCatalog catalog)
{
    private const int PageSize = 30;

    private readonly Dictionary<Guid, IReadOnlyList<InboxItem>> folded = [];
    private IReadOnlyList<string> declared = [], modules = [];
    private IReadOnlyDictionary<string, int> counters = new Dictionary<string, int>();
    private IReadOnlyList<HeldNews> held = [];
    private InboxFilter filter = new();
    private List<InboxItem>? items;
    private ReadOrder reads;
    private bool hasMore;

    private bool IsNarrowed => filter is not { Module: null, Category: null, UnreadOnly: false };

    private int UnreadHere => filter.Module is { } module ? counters.GetValueOrDefault(module) : counters.Values.Sum();

    private string ReadAllLabel => filter.Module is { } module && modules.Contains(module) ? Texts.Format("Notifications.ReadAllOf", Texts[$"NewsModule.{module}"]) : Texts["Notifications.ReadAll"];

    private string HeldWords
    {
        get
        {
            var until = new InstantWording(Zone, Texts).Brief(held.Min(h => h.DueAt), Clock.GetUtcNow());
            return held.Count == 1 ? Texts.Format("Notifications.HeldOne", until) : Texts.Format("Notifications.Held", held.Count, until);
        }
    }

    protected override void OnInitialized()
    {
        declared = [.. catalog.Modules.Select(m => m.Code).Append("kernel").Where(code => catalog.News.Any(n => n.Module == code))];
        Follow([LiveTopic.Notifications(User.Id)], ReadAgainAsync);
        FollowAddress(ReadAddressAsync);
    }

    protected override Task OnInitializedAsync() => ReadAddressAsync();

    private Task ReadAddressAsync()
    {
        var query = ListQuery.Parse(new Uri(Nav.Uri).Query);
        var category = query.Values.GetValueOrDefault("category") is { } named && EnumNames.Parse<NotificationCategory>(named) is [var one, ..] ? one : default(NotificationCategory?);
        var module = query.Values.GetValueOrDefault("module")?.CutTo(20).ToLowerInvariant();
        (filter, items, hasMore) = (new(module, category, query.Values.ContainsKey("unread")), null, false);
        folded.Clear();
        return LoadAsync(ReadAgainAsync);
    }

    /// <summary>Reads as far as was shown, so that a new one does not fold the list.</summary>
    private async Task ReadAgainAsync()
    {
        var (size, turn, asked) = (Math.Max(PageSize, items?.Count ?? 0), reads.Start(), filter);
        var read = await inbox.LatestAsync(asked, size + 1, null, Gone);
        var unread = await inbox.CountersAsync(Gone);
        var waiting = await listHeld.RunAsync(Gone);
        if (reads.IsOvertaken(turn)) return;
        (items, hasMore, counters, held) = ([.. read.Take(size)], read.Count > size, unread, waiting);

        // A module that this release does not declare has its tab where it is asked for, or has news that somebody has to find.
        modules = [.. declared.Concat(unread.Keys).Concat(asked.Module is { } module ? [module] : []).Distinct().Where(m => Texts.Has($"NewsModule.{m}"))];
    }

    private Task MoreAsync() => ActAsync(async () =>
    {
        var turn = reads.Start();
        var read = await inbox.LatestAsync(filter, PageSize + 1, items?.LastOrDefault(), Gone);
        if (!reads.IsOvertaken(turn)) (items, hasMore) = ([.. (items ?? []).Concat(read.Take(PageSize)).DistinctBy(i => i.Id)], read.Count > PageSize);
        return Result.Ok;
    });

    /// <summary>Told although the reader leaves the page with it: what was opened is read.</summary>
    private Task OpenAsync(InboxItem item) => item.IsRead ? Task.CompletedTask : inbox.ReadAsync(item.Id, CancellationToken.None);

    private Task MarkAsync(InboxItem item) => DoAsync(() => item.IsRead ? inbox.UnreadAsync(item.Id, Gone) : inbox.ReadAsync(item.Id, Gone));

    private Task ReadAllAsync() => DoAsync(() => filter.Module is { } module ? inbox.ReadModuleAsync(module, Gone) : inbox.ReadAsync(null, Gone));

    private Task DoAsync(Func<Task> act) => ActAsync(async () =>
    {
        await act();
        await ReadAgainAsync();
        return Result.Ok;
    });

    private async Task UnfoldAsync(InboxItem item)
    {
        if (!folded.Remove(item.Id)) await LoadAsync(async () => folded[item.Id] = await inbox.FoldedAsync(item.Id, Gone));
    }

    private void ChooseCategory(ChangeEventArgs e) => Nav.NavigateTo(Address(("category", e.Value as string)));

    /// <summary>This page with one thing changed.</summary>
    private string Address((string Name, string? Value) change)
    {
        var query = ListQuery.Parse(null).With("module", filter.Module).With("category", filter.Category?.ToString()).With("unread", filter.UnreadOnly ? "1" : null);
        return $"/notifications{query.With(change.Name, change.Value)}";
    }

    private RenderFragment Count(int unread) => builder =>
    {
        if (unread == 0) return;
        builder.OpenElement(0, "b");
        builder.AddAttribute(1, "aria-hidden", "true");
        builder.AddContent(2, unread > 99 ? "99+" : unread.ToString(CultureInfo.CurrentCulture));
        builder.CloseElement();
        builder.OpenElement(3, "span");
        builder.AddAttribute(4, "class", "visually-hidden");
        builder.AddContent(5, $" {Texts.Format(unread == 1 ? "Notifications.UnreadOne" : "Notifications.Unread", unread)}");
        builder.CloseElement();
    };
}
