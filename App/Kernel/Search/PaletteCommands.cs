using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Search;

/// <param name="Id">Unique on the page: the field names the chosen one by it.</param>
/// <param name="Theme">"light", "dark" or "" for the device's: a command instead of a place.</param>
public sealed record PaletteHit(string Id, string Href, string Title, string? Number, string? Detail, string Icon, string? Theme = null);

public sealed record PaletteSection(string Id, string Title, IReadOnlyList<PaletteHit> Hits);

/// <summary>The places one may go to and the things one may do, found by any of their words in the reader's language.</summary>
public sealed class PaletteCommands(ModuleCatalog catalog, MenuEntries menu, ICurrentUser user, TextCatalog texts)
{
    private const int MostPages = 6;

    /// <summary>Every one of the words begins a word of the title; without words, what can be created and where one's work is.</summary>
    public PaletteSection[] All(string words)
    {
        var asked = WordReading.Fold(words).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var actions = Creations().Concat(Commands()).Concat(asked.Length > 0 ? Themes() : []).Where(h => Matches(h, asked));
        var pages = asked.Length > 0 ? Pages().Where(h => Matches(h, asked)).Take(MostPages) : [];
        return [new("palette-commands", texts["Search.Commands"], [.. actions]), new("palette-pages", texts["Search.Pages"], [.. pages])];
    }

    private IEnumerable<PaletteHit> Creations() =>
        catalog.CreateActions.Where(a => user.Can(a.Permission)).Select(a => Place(a.Href, texts[a.Title], "plus"));

    private IEnumerable<PaletteHit> Commands() =>
        catalog.Commands.Where(c => user.Can(c.Permission)).Select(c => Place(c.Href, texts[c.Title], c.Icon));

    private IEnumerable<PaletteHit> Pages() =>
    [
        .. menu.Known.Select(m => Place(m.Href, texts[m.Title], m.Icon)),
        .. catalog.AdminPages.Where(p => user.Can(p.Permission)).Select(p => Place(p.Href, texts[p.Title], p.Icon)),
        Place("/notifications", texts["Notifications.Title"], "bell"),
        Place("/profile", texts["Profile.Title"], "user"),
    ];

    private IEnumerable<PaletteHit> Themes() =>
        [Theme("light", "sun", texts["Search.Theme.light"]), Theme("dark", "moon", texts["Search.Theme.dark"]), Theme("", "pc", texts["Search.Theme.device"])];

    private static PaletteHit Theme(string theme, string icon, string title) => new($"palette-theme-{theme}", "", title, null, null, icon, theme);

    private static PaletteHit Place(string href, string title, string icon) => new($"palette-to-{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(href))}", href, title, null, null, icon);

    private static bool Matches(PaletteHit hit, string[] asked)
    {
        var own = WordReading.Fold(hit.Title).Split([' ', '-', '\'', '’', '…', ':'], StringSplitOptions.RemoveEmptyEntries);
        return asked.All(word => own.Any(o => o.StartsWith(word, StringComparison.Ordinal)));
    }
}
