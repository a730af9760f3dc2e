using Bunit;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Kernel.Sla.Showing;
using OpsFlux.Modules.Tickets.Pages.Parts;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Clocks;

/// <summary>What is said of clocks, in both languages.</summary>
public sealed class ClockWordsTests
{
    [Theory]
    [InlineData("fr", TimelineKind.ClockStep, "75", null, "Résolution : 75 % du délai atteint")]
    [InlineData("en", TimelineKind.ClockStep, "75", null, "Resolution: 75 % of the target reached")]
    [InlineData("fr", TimelineKind.ClockStep, "100", null, "Résolution : échéance dépassée")]
    [InlineData("fr", TimelineKind.ClockJudged, "Excluded", null, "a exclu des chiffres l’échéance « Résolution »")]
    [InlineData("en", TimelineKind.ClockJudged, "Justified", null, "explained the delay of the due date “Resolution”")]
    [InlineData("fr", TimelineKind.FieldChanged, "High", "Sla.RaisedAt|Clock.resolution|90", "la priorité : Normale → Haute (relevée automatiquement : Résolution à 90 % du délai)")]
    public void The_timeline_says_what_a_clock_did(string language, TimelineKind kind, string value, string? reason, string said)
    {
        using var reader = new InLanguage(language);
        using var context = new BunitContext().AddShell();
        var field = kind is TimelineKind.FieldChanged ? nameof(Priority) : "resolution";
        var line = new TimelineLine(Guid.CreateVersion7(), kind, FakeClock.Start, "OpsFlux", field, kind is TimelineKind.FieldChanged ? nameof(Priority.Normal) : null, value, null, reason, true);

        var shown = context.Render<TicketTimeline>(p => p.Add(t => t.Lines, [line]));

        Assert.Contains(said, shown.Find(".what").TextContent.Replace("\u00a0", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", ClockState.Running, 168, "2 h 48", "2 h 48", "échéance")]
    [InlineData("fr", ClockState.Breached, -41, "− 0 h 41", "− 0 h 41", "en retard depuis")]
    [InlineData("fr", ClockState.Paused, 90, "en pause", "reste 1 h 30", "en pause · pièce")]
    [InlineData("fr", ClockState.Met, 90, "respecté", "respectée", null)]
    [InlineData("fr", ClockState.MetLate, -41, "en retard", "en retard de 0 h 41", null)]
    [InlineData("fr", ClockState.Excluded, 10, "exclu", "exclue des chiffres", null)]
    [InlineData("en", ClockState.Running, 168, "2 h 48", "2 h 48", "due")]
    [InlineData("en", ClockState.Paused, 90, "paused", "1 h 30 left", "paused · parts")]
    [InlineData("en", ClockState.MetLate, -41, "late", "late by 0 h 41", null)]
    public void A_state_is_said_in_words(string language, ClockState state, int minutesLeft, string brief, string standing, string? term)
    {
        using var reader = new InLanguage(language);
        using var context = new BunitContext().AddShell();
        var texts = context.Services.GetRequiredService<TextCatalog>();
        var allowed = TimeSpan.FromHours(4);
        var reading = new ClockReading(state, allowed - TimeSpan.FromMinutes(minutesLeft), allowed, state is ClockState.Paused ? null : FakeClock.Start);
        var clock = new ClockView(Guid.CreateVersion7(), "resolution", 1, reading, reading.DueAt, state is ClockState.Paused ? ["parts"] : [], null);

        Assert.Equal((brief, standing), (Plain(texts.Brief(clock)), Plain(texts.Standing(clock))));
        var said = texts.Term(clock, _ => "15:40");
        if (term is null) Assert.Null(said);
        else Assert.StartsWith(term, Plain(said!), StringComparison.Ordinal);   // there is one
    }

    private static string Plain(string text) => text.Replace('\u00a0', ' ');
}
