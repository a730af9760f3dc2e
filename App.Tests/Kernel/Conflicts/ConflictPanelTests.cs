using Bunit;
using OpsFlux.Kernel.Conflicts;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Conflicts;

public sealed class ConflictPanelTests : IDisposable
{
    private readonly InLanguage language = new("fr");
    private readonly BunitContext context = new BunitContext().AddShell();
    private IReadOnlyList<FieldChange>? settled;

    public void Dispose()
    {
        context.Dispose();
        language.Dispose();
    }

    [Fact]
    public void Both_values_are_shown_with_who_and_when_and_one_has_to_be_chosen()
    {
        var panel = Render(Text("ancien", "la leur", "la mienne"));

        Assert.Contains("Karim Daoudi", panel.Markup, StringComparison.Ordinal);
        Assert.Equal(["mienne", "leur"], panel.FindAll("mark").Select(m => m.TextContent));
        panel.Find("footer .main").Click();
        Assert.Null(settled);
        Assert.NotEmpty(panel.Find(".field-error").TextContent);
    }

    [Theory]
    [InlineData(0, "la mienne")]
    [InlineData(1, "la leur")]
    [InlineData(2, "une autre")]
    public void The_choice_is_measured_against_what_was_just_shown(int side, string chosen)
    {
        var panel = Render(Text("ancien", "la leur", "la mienne"));
        panel.FindAll("input[type=radio]")[side].Change("on");
        if (side == 2) panel.Find("textarea").Change("une autre");

        panel.Find("footer .main").Click();

        var change = Assert.Single(settled!);   // chosen
        Assert.Equal(("Title", "la leur", chosen, true, "la mienne"), (change.Field, change.Seen, change.Value, change.Settles, change.Wanted));
    }

    [Fact]
    public void Asked_again_what_was_written_stays_and_the_choice_is_made_anew()
    {
        var panel = Render(Text("ancien", "la leur", "la mienne"));
        panel.FindAll("input[type=radio]")[2].Change("on");
        panel.Find("textarea").Change("une autre");

        panel.Render(p => p.Add(c => c.Conflicts, [Text("la leur", "la toute dernière", "une autre")]));
        panel.Find("footer .main").Click();
        Assert.Null(settled);
        panel.FindAll("input[type=radio]")[2].Change("on");
        panel.Find("footer .main").Click();

        Assert.Equal(("la toute dernière", "une autre", "la mienne"), (settled![0].Seen, settled[0].Value, settled[0].Wanted));   // chosen
    }

    [Fact]
    public void A_choice_from_a_list_shows_names_and_takes_no_third()
    {
        var panel = Render(new EditConflict("CategoryId", new("1", "Divers"), new("2", "Réseau"), new("3", "Impression"), null, null, IsText: false));

        Assert.Equal(2, panel.FindAll("input[type=radio]").Count);
        Assert.Equal(["Impression", "Réseau"], panel.FindAll(".conflict-value").Select(v => v.TextContent.Trim()));
    }

    private static EditConflict Text(string seen, string theirs, string mine) => new("Title", new(seen), new(theirs), new(mine), "Karim Daoudi", FakeClock.Start, IsText: true);

    private IRenderedComponent<ConflictPanel> Render(EditConflict conflict) => context.Render<ConflictPanel>(p => p
        .Add(c => c.Conflicts, [conflict]).Add(c => c.Show, (_, value) => value ?? "–").Add(c => c.LabelOf, field => field).Add(c => c.OnSettle, changes => settled = changes));
}
