using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Records.Recent;
using OpsFlux.Kernel.Search;

namespace OpsFlux.Kernel.Web.Shell;

/// <summary>Answers while one types, once a pause in typing says that something is meant. Everything found passes its permission on the server.</summary>
public sealed partial class SearchBox(SearchEverything search, RecentRecords recent, PaletteCommands commands, SaveProfile profile, IJSRuntime js)
{
    private const int Records = 8, Recent = 6;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private IReadOnlyList<PaletteSection> sections = [];
    private ReadOrder reads;
    private string words = "";
    private string status = "";
    private bool isSearching;

    /// <summary>Before a word is typed: what one looked at last, and what can be done. Read again each time it is opened.</summary>
    private Task OpenAsync() => words.Length == 0 ? ShowRestingAsync() : Task.CompletedTask;

    private async Task TypedAsync(ChangeEventArgs e)
    {
        words = e.Value as string ?? "";
        var turn = reads.Start();
        await Task.Delay(Pause, Clock, Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (reads.IsOvertaken(turn) || Gone.IsCancellationRequested) return;
        if (string.IsNullOrWhiteSpace(words)) await ShowRestingAsync();
        else await ShowFoundAsync(turn);
    }

    private Task ShowRestingAsync() => LoadAsync(async () =>
    {
        var latest = await recent.LatestAsync(Recent, Gone);
        var hits = latest.Select(c => new PaletteHit($"palette-{c.Ref.Id:N}", c.Href, c.Title, c.Number, c.State is null ? null : Texts[c.State], "clock"));
        sections = Filled([new("palette-recent", Texts["Search.Recent"], [.. hits]), .. commands.All("")]);
        status = "";
    });

    private async Task ShowFoundAsync(int turn)
    {
        isSearching = true;
        var asked = words;
        await LoadAsync(async () =>
        {
            var groups = await search.RunAsync(asked, Records, isTyping: true, Gone);
            if (reads.IsOvertaken(turn)) return;
            var found = groups.Select(g => new PaletteSection($"palette-{g.Source.Code}", Texts[g.Source.Title],
                [.. g.Page.Rows.Select(h => new PaletteHit($"palette-{h.Number ?? h.Href.TrimStart('/')}", h.Href, h.Title, h.Number, h.Detail, h.Icon))]));
            var all = new PaletteSection("palette-more", Texts["Search.More"],
                [new("palette-all", $"/search?q={Uri.EscapeDataString(asked.Trim())}", Texts.Format("Search.All", asked.Trim()), null, null, "find")]);
            sections = Filled([.. found, .. commands.All(asked), all]);
            var corrected = groups.Select(g => g.Corrected).FirstOrDefault(c => c is not null);
            var count = groups.Sum(g => g.Page.Rows.Count);
            status = corrected is not null ? Texts.Format("Search.Corrected", corrected) : count == 0 ? Texts["Search.Nothing"] : Texts.Format("Search.Count", count);
        });
        isSearching = false;
    }

    private async Task ThemeAsync(string theme)
    {
        if (await ActAsync(() => profile.ThemeAsync(theme is "" ? null : theme, Gone))) await js.InvokeVoidAsync("OpsFlux.setTheme", theme is "" ? null : theme);
    }

    private static IReadOnlyList<PaletteSection> Filled(PaletteSection[] all) => [.. all.Where(s => s.Hits.Count > 0)];
}
