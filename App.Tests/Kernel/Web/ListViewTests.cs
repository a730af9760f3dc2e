using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Web;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Web;

public sealed class ListViewTests : IDisposable
{
    private readonly InLanguage language = new("fr");
    private readonly BunitContext context = new BunitContext().AddShell();

    private sealed record Row(string Number, string Title);

    private static readonly ListColumn<Row>[] Columns =
    [
        new("number", "Numéro", row => b => b.AddContent(0, row.Number), Css: "num"),
        new("title", "Titre", row => b => b.AddContent(0, row.Title), Css: "ttl"),
        new("opened", "Ouvert", row => b => b.AddContent(0, "–"), Sort: "opened"),
    ];

    private static readonly ListFilter[] Filters =
    [
        new("state", "État", [new("New", "Nouveau"), new("Closed", "Fermé")]),
        new("from", "Depuis", [], ListFilterKind.Date),
    ];

    public void Dispose()
    {
        context.Dispose();
        language.Dispose();
    }

    [Fact]
    public void The_title_is_the_link_of_the_row_and_nothing_else_listens()
    {
        var list = Render("", Rows(2));

        Assert.Equal(["/tickets/T-1", "/tickets/T-2"], list.FindAll("tbody a").Select(a => a.GetAttribute("href")));
        Assert.Equal("Titre 1", list.Find("tbody td.ttl a").TextContent);
        Assert.DoesNotContain("blazor:onclick", list.Find("table").InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_in_the_address_is_a_chip_with_its_words_and_a_way_out()
    {
        var list = Render("?view=all&state=New,Closed&from=2026-11-05", Rows(1));

        var chips = list.FindAll("span.chip");
        Assert.Equal(["Depuis 05/11/2026×", "État Nouveau, Fermé×"], chips.Select(c => c.TextContent.Trim()).Order(StringComparer.Ordinal));
        Assert.Equal("/tickets?from=2026-11-05&view=all", list.FindAll("span.chip a").Single(a => a.GetAttribute("aria-label") == "Retirer le filtre État").GetAttribute("href"));
    }

    [Fact]
    public void Choosing_an_option_adds_it_to_those_chosen_and_choosing_it_again_takes_it_away()
    {
        var list = Render("?state=New", Rows(1));

        list.Find("button.chip.add").Click();

        Assert.Equal(["/tickets", "/tickets?state=New%2CClosed"], list.FindAll("a.option").Select(a => a.GetAttribute("href")));
        Assert.Equal("true", list.FindAll("a.option")[0].GetAttribute("aria-current"));
    }

    [Fact]
    public void Options_from_the_database_are_read_when_the_menu_opens_and_once_for_all_filters_that_share_them()
    {
        var (source, asked) = People();
        var list = Render("", Rows(1), filters: [Person("assignee", source), Person("requester", source)]);
        Assert.Empty(asked);

        list.Find("button.chip.add").Click();
        list.Find("button.chip.add").Click();

        Assert.Equal(["all"], asked);
        Assert.Equal(["me", "7", "8", "me", "7", "8"], list.FindAll("a.option").Select(a => a.GetAttribute("href")!.Split('=')[1]));
    }

    [Fact]
    public void A_chip_asks_for_the_names_of_its_own_values_alone_and_shows_what_may_not_be_named_as_it_is()
    {
        var (source, asked) = People();

        var list = Render("?assignee=8,me,9", Rows(1), filters: [Person("assignee", source)]);

        Assert.Equal(["8,9"], asked);
        Assert.Equal("assignee Bob, Moi, 9×", list.Find("span.chip").TextContent.Trim());
    }

    [Fact]
    public void A_filter_with_nothing_to_choose_is_left_out_of_the_menu()
    {
        var (source, _) = People();
        var list = Render("", Rows(1), filters: [Person("assignee", source) with { Fewest = 4 }, Person("requester", source) with { Fewest = 3 }]);

        list.Find("button.chip.add").Click();

        Assert.Equal("requester", list.Find("summary").TextContent);
    }

    [Fact]
    public void A_header_sorts_in_falling_order_first_and_turns_round_after()
    {
        Assert.Equal("/tickets?sort=-opened", Render("?after=x~1&page=2", Rows(1)).Find("th a").GetAttribute("href"));

        var sorted = Render("?sort=-opened", Rows(1));
        Assert.Equal("/tickets?sort=opened", sorted.Find("th a").GetAttribute("href"));
        Assert.Equal("descending", sorted.FindAll("th")[2].GetAttribute("aria-sort"));
        Assert.False(sorted.FindAll("th")[0].HasAttribute("aria-sort"));
    }

    [Fact]
    public void Paging_says_where_one_is_and_goes_on_from_the_cursor()
    {
        var list = Render("?q=presse&page=2&after=a", Rows(50), next: "b~2");

        Assert.Equal("51–100", list.Find(".foot span").TextContent);
        Assert.Equal("/tickets?after=b~2&page=3&q=presse", list.Find("a[rel=next]").GetAttribute("href"));
        Assert.Equal("/tickets?q=presse", list.Find(".foot a").GetAttribute("href"));
    }

    [Fact]
    public void Counts_are_capped_and_the_current_view_is_said()
    {
        var list = Render("?view=ALL", Rows(50), next: "b~2");

        Assert.Equal("Tous999+", list.Find(".tabs [aria-current=page]").TextContent);
        Assert.Equal("1–50 sur 999+", list.Find(".foot span").TextContent);
    }

    [Fact]
    public void Searching_asks_the_address_and_drops_the_cursor()
    {
        var list = Render("?view=all&after=x&page=4", Rows(1));

        list.Find(".list-search input").Change("  vérin  ");
        list.Find(".list-search").Submit();

        Assert.EndsWith("/tickets?q=v%C3%A9rin&view=all", context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_found_says_what_to_do()
    {
        Assert.Contains("Déclarez-en un", Render("", Rows(0)).Find(".empty").TextContent, StringComparison.Ordinal);

        var filtered = Render("?view=all&state=New", Rows(0));
        Assert.Equal("/tickets?view=all", filtered.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public void Fifty_rows_stay_light()
    {
        var list = Render("", Rows(50));

        Assert.Empty(list.FindComponents<Icon>());
        Assert.InRange(list.RenderCount, 1, 2);
    }

    private static ListFilter Person(string name, ListSource source) => new(name, name, [new("me", "Moi")], ListFilterKind.One) { Source = source };

    /// <summary>Two people, and what was asked about them.</summary>
    private static (ListSource Source, List<string> Asked) People()
    {
        var asked = new List<string>();
        ListOption[] people = [new("7", "Alice"), new("8", "Bob")];
        return (new(_ => Answer("all"), (values, _) => Answer(string.Join(',', values))), asked);

        Task<IReadOnlyList<ListOption>> Answer(string what)
        {
            asked.Add(what);
            return Task.FromResult<IReadOnlyList<ListOption>>(people);
        }
    }

    private static Row[] Rows(int count) => [.. Enumerable.Range(1, count).Select(n => new Row($"T-{n}", $"Titre {n}"))];

    private IRenderedComponent<ListView<Row>> Render(string query, Row[] rows, string? next = null, ListFilter[]? filters = null) => context.Render<ListView<Row>>(p => p
        .Add(c => c.Columns, Columns).Add(c => c.Query, ListQuery.Parse(query)).Add(c => c.Page, new ListPage<Row>(rows, next))
        .Add(c => c.Href, row => $"/tickets/{row.Number}").Add(c => c.Key, row => row.Number).Add(c => c.BasePath, "/tickets")
        .Add(c => c.Filters, filters ?? Filters).Add(c => c.Tabs, [new("mine", "À moi", 3), new("all", "Tous", 1000)]).Add(c => c.EmptyHint, "Déclarez-en un"));
}
