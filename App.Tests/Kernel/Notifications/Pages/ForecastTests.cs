using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Pages;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Modules;
using OpsFlux.Tests.Support;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Pages;

/// <summary>The sentences under the preferences say what the rule will do. The day is a Friday, the time noon in Paris.</summary>
public sealed class ForecastTests : IDisposable
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 11, 0, 0, TimeSpan.Zero);
    private static readonly NotificationPreferences Quiet = new() { QuietHours = true };

    private readonly InLanguage language = new("fr");
    private readonly BunitContext context = new BunitContext().AddShell();

    private TextCatalog Texts => context.Services.GetRequiredService<TextCatalog>();

    public void Dispose()
    {
        context.Dispose();
        language.Dispose();
    }

    [Fact]
    public void Urgent_news_waits_for_nothing_and_the_rest_for_the_morning()
    {
        Assert.Equal(
            [
                "Une affectation urgente à 23:00 : tout de suite dans l’application, par courriel, par SMS et sur vos appareils.",
                "Un commentaire à 23:00 : à 08:00 dans l’application, par courriel et sur vos appareils.",
                "Un avancement ordinaire à 10:00 : tout de suite dans l’application et sur vos appareils ; dans les 2 minutes par courriel.",
            ],
            Sentences(Quiet));
    }

    [Fact]
    public void A_digest_takes_the_mails_and_what_is_muted_is_said_to_be()
    {
        var sentences = Sentences(new() { Digest = DigestRhythm.Weekly, Muted = [NotificationCategory.Update] });

        Assert.Equal("Un commentaire à 23:00 : tout de suite dans l’application et sur vos appareils ; dans le résumé de lundi 08:00 par courriel.", sentences[1]);
        Assert.Equal("Un avancement ordinaire à 10:00 : rien (catégorie coupée).", sentences[2]);
    }

    [Fact]
    public void Without_a_channel_it_says_that_nothing_comes() => Assert.Equal(
        "Un avancement ordinaire à 10:00 : rien, aucun canal n’est coché.",
        Sentences(new() { Channels = new Dictionary<NotificationCategory, ChannelSet> { [NotificationCategory.Update] = ChannelSet.None } })[2]);

    [Theory]
    [InlineData(11, "Prochaine fois : aujourd’hui 22:00, jusqu’à 08:00.")]
    [InlineData(22, "En ce moment, et jusqu’à demain 08:00.")]
    [InlineData(26, "En ce moment, et jusqu’à aujourd’hui 08:00.")]
    public void The_next_quiet_hours_are_named(int hour, string expected) =>
        Assert.Equal(expected, new PreferenceWords(Texts, Paris, new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero).AddHours(hour)).Quiet(Quiet));

    [Fact]
    public void The_next_digest_is_named() =>
        Assert.Equal("Prochain résumé : lundi 23 novembre 08:00, s’il y a du nouveau.", new PreferenceWords(Texts, Paris, Noon).Digest(new() { Digest = DigestRhythm.Weekly }));

    [Fact]
    public void Less_is_told_when_something_is_muted_later_or_lost_and_not_when_it_is_given_back()
    {
        var usual = NotificationPreferences.Standard;

        Assert.True(Quiet.TellsLessThan(usual));
        Assert.True((usual with { Muted = [NotificationCategory.Comment] }).TellsLessThan(usual));
        Assert.True((usual with { LeastPriority = 1 }).TellsLessThan(usual));
        Assert.True((usual with { Digest = DigestRhythm.Daily }).TellsLessThan(usual));
        Assert.True((usual with { Channels = new Dictionary<NotificationCategory, ChannelSet> { [NotificationCategory.Comment] = ChannelSet.InApp } }).TellsLessThan(usual));
        Assert.False(usual.TellsLessThan(Quiet));
        Assert.False(usual.TellsLessThan(usual));
    }

    private List<string> Sentences(NotificationPreferences preferences)
    {
        var offer = PreferenceOffer.OfRole(ChannelSet.Personal, TimeSpan.FromMinutes(2), Paris, []);
        var words = new PreferenceWords(Texts, Paris, Noon);
        return [.. Forecasts.Of(preferences, offer, Noon).Select(words.Of)];
    }
}
