using AngleSharp.Dom;
using Bunit;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Web;

public sealed class InPlaceTests : IDisposable
{
    private readonly InLanguage language = new("fr");
    private readonly BunitContext context = new BunitContext().AddShell();
    private readonly List<(string? Seen, string? Wanted)> saved = [];
    private Refusal? answer;

    public void Dispose()
    {
        context.Dispose();
        language.Dispose();
    }

    [Fact]
    public void Whoever_may_not_edit_sees_the_value_alone()
    {
        var field = Render(editable: false);

        Assert.Empty(field.FindAll("button"));
        Assert.Equal("Fuite", field.Markup.Trim());
    }

    [Fact]
    public void Enter_saves_what_was_typed_with_what_was_seen()
    {
        var field = Open("Fuite d'huile");

        field.Find("form").Submit();

        Assert.Equal([("Fuite", "Fuite d'huile")], saved);
        Assert.NotEmpty(field.FindAll("button"));
    }

    [Fact]
    public void Leaving_the_field_saves_and_leaving_it_as_it_was_does_not()
    {
        Open("Fuite d'huile").Find("input").TriggerEvent("onfocusout", new());
        Open("Fuite ").Find("input").TriggerEvent("onfocusout", new());

        Assert.Single(saved);
    }

    [Fact]
    public void Escape_gives_it_back()
    {
        var field = Open("Fuite d'huile");

        field.Find("input").KeyDown("Escape");

        Assert.Empty(saved);
        Assert.Equal("Fuite, modifier : Titre", field.Find("button").GetAttribute("aria-label"));
    }

    [Fact]
    public void What_was_refused_is_said_and_what_was_typed_stays()
    {
        answer = Refusal.Invalid(new OpsFlux.Kernel.Results.FieldError("Title", "too-short", "5"));
        var field = Open("Fu");

        field.Find("form").Submit();

        Assert.Contains("5", field.Find(".field-error").TextContent, StringComparison.Ordinal);
        Assert.Equal(("Fu", "true"), (field.Find("input").GetAttribute("value"), field.Find("input").GetAttribute("aria-invalid")));
    }

    [Fact]
    public void News_of_the_record_do_not_disturb_an_open_field()
    {
        var field = Open("Fuite d'huile");

        field.Render(p => p.Add(c => c.Value, "Autre"));
        field.Find("form").Submit();

        Assert.Equal([("Fuite", "Fuite d'huile")], saved);
    }

    [Fact]
    public void A_choice_by_key_waits_for_enter_and_by_pointer_is_final()
    {
        var field = Render(choices: [new("a", "Un"), new("b", "Deux")], value: "a");
        field.Find("button").Click();
        field.Find("select").KeyDown("ArrowDown");
        field.Find("select").Change("b");
        Assert.Empty(saved);

        field.Find("select").KeyDown("Enter");
        Assert.Equal([("a", "b")], saved);

        field.Find("button").Click();
        field.Find("select").TriggerEvent("onpointerdown", new Microsoft.AspNetCore.Components.Web.PointerEventArgs());
        field.Find("select").Change("b");
        Assert.Equal(2, saved.Count);
    }

    [Fact]
    public void A_value_that_is_no_longer_offered_stays_on_offer_where_it_stands()
    {
        var field = Render(choices: [new("b", "Deux")], value: "a");

        field.Find("button").Click();

        Assert.Equal(["a", "b"], field.FindAll("option").Select(o => o.GetAttribute("value")));
    }

    private IRenderedComponent<InPlace> Open(string typed)
    {
        var field = Render();
        field.Find("button").Click();
        field.Find("input").Input(typed);
        return field;
    }

    private IRenderedComponent<InPlace> Render(bool editable = true, InPlaceChoice[]? choices = null, string value = "Fuite") => context.Render<InPlace>(p =>
    {
        p.Add(c => c.Label, "Titre").Add(c => c.Value, value).Add(c => c.Shown, value).Add(c => c.IsEditable, editable).AddChildContent(value);
        p.Add(c => c.OnSave, (seen, wanted) =>
        {
            saved.Add((seen, wanted));
            return Task.FromResult(answer);
        });
        if (choices is not null) p.Add(c => c.Choices, () => Task.FromResult<IReadOnlyList<InPlaceChoice>>(choices));
    });
}
