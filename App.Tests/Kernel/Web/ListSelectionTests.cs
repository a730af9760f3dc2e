using Bunit;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Web;

public sealed class ListSelectionTests : IDisposable
{
    private static readonly SelectedRow First = new(Guid.CreateVersion7(), 1, "T-1"), Second = new(Guid.CreateVersion7(), 2, "T-2");

    private readonly InLanguage language = new("fr");
    private readonly BunitContext context = new BunitContext().AddShell();

    public void Dispose()
    {
        context.Dispose();
        language.Dispose();
    }

    [Fact]
    public void What_the_browser_selects_arrives_in_one_message()
    {
        IReadOnlyList<SelectedRow> told = [];
        var selection = context.Render<ListSelection>(p => p.Add(c => c.Rows, []).Add(c => c.RowsChanged, rows => told = rows));
        Assert.Empty(selection.FindAll(".bulk"));

        selection.Find(".list-selection").Change($"{First},{Second}");

        Assert.Equal([First, Second], told);
    }

    [Fact]
    public void The_bar_says_how_many()
    {
        var selection = context.Render<ListSelection>(p => p.Add(c => c.Rows, [First, Second]).AddChildContent("<button>Affecter</button>"));

        Assert.Equal("2 sélectionnés", selection.Find("[role=status]").TextContent);
        Assert.Equal("Affecter", selection.Find(".bulk button").TextContent);
    }

    [Fact]
    public void A_run_says_what_was_done_and_which_were_refused_for_what_reason()
    {
        bool? whole = null;
        var run = context.Render<ListRun>(p => p.Add(c => c.Title, "Affecter").Add(c => c.Rows, [First, Second])
            .Add(c => c.Act, (row, _) => Task.FromResult<Result>(row == First ? Result.Ok : Refusal.Stale)).Add(c => c.OnClosed, all => whole = all));

        Assert.Equal("1 sur 2 faits.", run.Find("[role=status]").TextContent);
        Assert.Contains("T-2", run.Find(".refused").TextContent, StringComparison.Ordinal);
        run.Find("footer button").Click();
        Assert.False(whole);
    }
}
