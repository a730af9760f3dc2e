using System.Globalization;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>A figure as it is shown: what it is, how much, and what it is counted from.</summary>
/// <param name="Key">Texts <c>Figures.Term.{Key}</c> and <c>Figures.Says.{Key}</c>.</param>
public sealed record FigureTile(string Key, string Value, string Base);

/// <summary>How figures are said, on the page and in its export.</summary>
internal static class FiguresWords
{
    /// <summary>Over how long the chance of working without failure is shown.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    public static IEnumerable<FigureTile> TilesOf(this TextCatalog texts, Reliability r)
    {
        var counted = texts.Format("Figures.Base.Counted", Hours(r.Required), Hours(r.Down), r.Failures);
        var timed = texts.Format("Figures.Base.Timed", Hours(r.Down), r.Timed, r.Failures);
        yield return new("Mtbf", texts.Say(r.MeanTimeBetweenFailures, r), counted);
        yield return new("Mttr", texts.Say(r.MeanTimeToRestore, r), timed);
        yield return new("Availability", texts.Say(r.Availability, r, Percent), timed);
        yield return new("Operational", texts.Say(r.OperationalAvailability, r, Percent), texts.Format("Figures.Base.Planned", Hours(r.Down), Hours(r.PlannedDown)));
        yield return new("Rate", texts.Say(r.FailureRate, r, rate => texts.Format("Figures.PerThousand", rate * 1000)), counted);
        yield return new("Over", texts.Say(r.Over(Ahead), r, chance => Percent((decimal)chance)), texts.Format("Figures.Base.Over", Hours(Ahead), texts.Say(r.MeanTimeBetweenFailures, r)));
    }

    public static IEnumerable<FigureTile> TilesOf(this TextCatalog texts, ServiceFigures s)
    {
        var fix = s.FirstTimeFix;
        yield return new("FirstTime", texts.Say(fix.Value, Percent), texts.Format("Figures.Base.FirstTime", fix.Fixed.Part, fix.Fixed.Whole, fix.Provisional, fix.Unrecorded));
        yield return new("Resolution", texts.Say(s.Resolution.Median, Hours), texts.Format("Figures.Base.Resolution", texts.Say(s.Resolution.Ninetieth, Hours), s.Resolution.Known.Part, s.Resolution.Known.Whole));
        yield return new("Clocks", s.Clocks.Whole == 0 ? texts["Figures.NoAgreement"] : texts.Say(s.Clocks.Value, Percent), texts.Format("Figures.Base.Clocks", s.Clocks.Part, s.Clocks.Whole, s.ExcludedClocks));
        yield return new("Schedule", s.Schedule.Whole == 0 ? texts["Figures.NothingPlanned"] : texts.Say(s.Schedule.Value, Percent), texts.Format("Figures.Base.Schedule", s.Schedule.Part, s.Schedule.Whole));
        yield return new("Satisfaction", texts.Say(s.Satisfaction), texts.Format("Figures.Base.Satisfaction", s.Satisfaction.Satisfied.Part, s.Satisfaction.Satisfied.Whole, texts.Say(s.Satisfaction.Answered.Value, Percent), s.Satisfaction.Answered.Whole));
    }

    /// <summary>Where nobody answered, that is said: 0 % would mean that all were discontent.</summary>
    public static string Say(this TextCatalog texts, Satisfaction satisfaction) => satisfaction.Satisfied.Value.Value is { } share ? Percent(share) : texts["Figures.NoAnswer"];

    public static string Say(this TextCatalog texts, Figure<TimeSpan> figure, Reliability of) => texts.Say(figure, of, Hours);

    public static string Say<T>(this TextCatalog texts, Figure<T> figure, Reliability of, Func<T, string> known) where T : struct =>
        figure.Stand == FigureStand.NoFailure ? texts.Format("Figures.NoFailure", Hours(of.Required)) : texts.Say(figure, known);

    /// <summary>What weakens the figures, where something does; else null.</summary>
    public static string? Caution(this TextCatalog texts, Reliability r) =>
        r.Failures == 0 || r.Timed == r.Failures ? null : r.Timed == 0 ? texts["Figures.Untimed"] : texts.Format("Figures.PartlyTimed", r.Failures - r.Timed, r.Failures);

    public static string Percent(decimal share) => (share * 100).ToString("0.##", CultureInfo.CurrentCulture) + "\u00a0%";

    public static string Hours(TimeSpan length) => length.TotalHours.ToString(length.TotalHours < 100 ? "#,0.##" : "#,0.#", CultureInfo.CurrentCulture) + "\u00a0h";

    private static string Say<T>(this TextCatalog texts, Figure<T> figure, Func<T, string> known) where T : struct =>
        figure.Value is { } value ? known(value) : texts[$"FigureStand.{figure.Stand}"];
}
