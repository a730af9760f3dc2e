using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Sla.Showing;

/// <summary>A clock as a cell of a list or a card (<see cref="Marks.Clock"/>).</summary>
public static class ClockMarks
{
    /// <summary>Null where there is no clock.</summary>
    public static ClockSign? Sign(ClockView? clock, TextCatalog texts, ReaderZone zone, DateTimeOffset now)
    {
        if (clock is null) return null;
        var wording = new InstantWording(zone, texts);
        var title = string.Join(", ", new[] { texts.ClockName(clock.Code), texts.Term(clock, at => wording.Short(at, now)) }.OfType<string>());
        var countdown = clock.Countdown is { IsFar: false } runs ? runs : null;
        return new(ClockWords.Tone(clock), clock.Percent, title, texts.Brief(clock), (long?)countdown?.Left.TotalSeconds, (long)clock.Reading.Allowed.TotalSeconds, countdown?.Seconds);
    }
}
