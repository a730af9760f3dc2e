using Bunit;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Explaining;
using OpsFlux.Kernel.Access.Pages;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Access.Pages;

/// <summary>The answer is said in sentences, in both languages.</summary>
public sealed class WhyPanelTests : BunitContext
{
    public WhyPanelTests() => this.AddShell();

    [Theory]
    [InlineData("fr", "Léa peut : Prendre en charge, suspendre, reprendre, sur TIC-1", "Rôle Technicien par l’équipe Réseau", "par Siège › Atelier.")]
    [InlineData("en", "Léa may: Take in charge, pause, resume, on TIC-1", "Role Technicien by the team Réseau", "by way of Siège › Atelier.")]
    public void A_yes_names_its_ground(string language, string sentence, string source, string way)
    {
        using var _ = new InLanguage(language);
        var reason = new AccessReason("Technicien", "Réseau", null, Scope.Structure, ["Siège", "Atelier"], "Siège", true, false, null, null, null);

        var panel = Show(new(true, "Léa", true, "tickets.work.ticket", "TIC-1", [reason], []));

        Assert.Contains(sentence, panel);
        Assert.Contains(source, panel);
        Assert.Contains(way, panel);
    }

    [Fact]
    public void A_no_says_what_is_missing()
    {
        using var _ = new InLanguage("fr");
        var elsewhere = new AccessReason(null, null, "Paul", Scope.All, [], "Dépôt", false, false, null, null, NotCounting.OtherStructure);

        var panel = Show(new(false, "Léa", false, "tickets.work.ticket", null, [elsewhere], ["Manager"]));

        Assert.Contains("Prêté par Paul (donné directement)", panel);
        Assert.Contains("Porte sur une autre structure.", panel);
        Assert.Contains("Son compte est désactivé", panel);
        Assert.Contains("Rôles qui la donnent : Manager.", panel);
    }

    private string Show(AccessAnswer answer) => System.Net.WebUtility.HtmlDecode(Render<WhyPanel>(p => p.Add(w => w.Answer, answer)).Markup);
}
