using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Sla.Showing;

/// <summary>A clock as a cell of a list or a card: one frame each, since fifty of them stay in every open circuit. The browser counts on.</summary>
public static class ClockMarks
{
    public static MarkupString Cell(ClockView? clock, TextCatalog texts, ReaderZone zone, DateTimeOffset now)
    {
        if (clock is null) return default;
        var wording = new InstantWording(zone, texts);
        var title = string.Join(", ", new[] { texts.ClockName(clock.Code), texts.Term(clock, at => wording.Short(at, now)) }.OfType<string>());
        return new($"<span class=\"sla {ClockWords.Tone(clock)}\" style=\"--p:{clock.Percent.ToString(CultureInfo.InvariantCulture)}%\" title=\"{Encoded(title)}\"><span></span><b{Counting(clock)}>{Encoded(texts.Brief(clock))}</b></span>");
    }

    /// <summary>Attributes from which the script of clocks counts on; empty for one that stands still.</summary>
    public static string Counting(ClockView clock) => clock.Countdown is not { IsFar: false } countdown ? ""
        : string.Create(CultureInfo.InvariantCulture, $" data-left=\"{(long)countdown.Left.TotalSeconds}\" data-allowed=\"{(long)clock.Reading.Allowed.TotalSeconds}\" data-windows=\"{countdown.Seconds}\"");

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
