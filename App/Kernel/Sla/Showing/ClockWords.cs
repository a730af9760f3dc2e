using System.Globalization;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Explaining;

namespace OpsFlux.Kernel.Sla.Showing;

/// <summary>What clocks show, in words and tones; the same on every page and in every export.</summary>
public static class ClockWords
{
    /// <summary>Of the target, in percent: from here on it is worth a look, and from there on it presses.</summary>
    private const int Notable = 50, Pressing = 75;

    extension(TextCatalog texts)
    {
        /// <summary>"Résolution".</summary>
        public string ClockName(string code) => texts[$"Clock.{code}"];

        /// <summary>For a list, beside a bar: "2 h 48", "− 0 h 41", "en pause", "respecté".</summary>
        public string Brief(ClockView clock) => clock.State switch
        {
            ClockState.Running or ClockState.Breached => texts.Remaining(clock),
            ClockState.Excluded => texts["Sla.Excluded"],
            var state => texts[$"Sla.Short.{state}"],
        };

        /// <summary>For a record: as much as is known of it in a few words.</summary>
        public string Standing(ClockView clock) => clock.State switch
        {
            ClockState.Running or ClockState.Breached => texts.Remaining(clock),
            ClockState.Paused => texts.Format("Sla.Left", Length(clock.Reading.Remaining)),
            ClockState.MetLate => texts.Format("Sla.LateBy", Length(-clock.Reading.Remaining)),
            var state => texts[$"Sla.Is.{state}"],
        };

        /// <summary>"échéance 15:40", "en retard depuis 15:40", "en pause · pièce"; null where the state says it all.</summary>
        /// <param name="show">An instant in the reader's way.</param>
        public string? Term(ClockView clock, Func<DateTimeOffset, string> show)
        {
            var due = clock switch
            {
                { State: ClockState.Running, DueAt: { } at } => texts.Format("Sla.Due", show(at)),
                { State: ClockState.Breached, DueAt: { } at } => texts.Format("Sla.OverdueSince", show(at)),
                { State: ClockState.Running } => texts["Sla.NeverDue"],
                _ => null,
            };
            var waits = clock.WaitsFor.Count == 0 || clock.State is not (ClockState.Paused or ClockState.Breached) ? null
                : $"{texts["Sla.Short.Paused"]} · {string.Join(", ", clock.WaitsFor.Select(texts.PauseReason))}";
            return due is null ? waits : waits is null ? due : $"{due} · {waits}";
        }

        /// <summary>The organisation's name of a waiting reason, else the module's name of what is waited for, else its code.</summary>
        public string PauseReason(string code) => new[] { $"WaitingReason.{code}", $"ClockPause.{code}" }.FirstOrDefault(texts.Has) is { } key ? texts[key] : code;

        /// <summary>"4 h" of working time, or "2 jours ouvrés".</summary>
        public string Target(ClockTarget? target) => target switch
        {
            null => texts["Sla.NothingAgreed"],
            { Days: > 0 } days => texts.Format(days.Days == 1 ? "Sla.OneWorkingDay" : "Sla.WorkingDays", days.Days),
            { } time => texts.Format("Sla.WorkingTime", time.Time.Minutes == 0 && time.Time.Seconds == 0 ? $"{(int)time.Time.TotalHours}\u00a0h" : Exact(time.Time)),
        };

        private string Remaining(ClockView clock) => clock switch
        {
            { Reading.Allowed: var allowed } when allowed == TimeSpan.MaxValue => "–",
            { Countdown.IsFar: true, DueAt: { } due, Countdown.Windows: var windows } => texts.Format("Sla.InDays", Math.Ceiling((due - (windows.Count == 0 ? due : windows[0].From)).TotalDays)),
            _ => Length(clock.Reading.Remaining),
        };
    }

    /// <summary>Hours and whole minutes: "2 h 48", "− 0 h 41". The script of clocks writes the same.</summary>
    public static string Length(TimeSpan length)
    {
        var minutes = Math.Abs((long)length.TotalMinutes);
        return string.Create(CultureInfo.InvariantCulture, $"{(length < TimeSpan.Zero ? "−\u00a0" : "")}{minutes / 60}\u00a0h\u00a0{minutes % 60:00}");
    }

    /// <summary>To the second, so that what is added up can be followed.</summary>
    public static string Exact(TimeSpan length) =>
        length.Seconds == 0 ? Length(length) : string.Create(CultureInfo.InvariantCulture, $"{Length(length)}\u00a0min\u00a0{Math.Abs(length.Seconds):00}\u00a0s");

    /// <summary>Colour; the words beside it say the same.</summary>
    public static string Tone(ClockView clock) => clock.State switch
    {
        ClockState.Breached or ClockState.MetLate => "bad",
        ClockState.Running when clock.Percent >= Pressing => "bad",
        ClockState.Running when clock.Percent >= Notable => "warn",
        ClockState.Paused => "warn",
        ClockState.Excluded or ClockState.Cancelled or ClockState.Unagreed or ClockState.NotStarted => "idle",
        _ => "ok",
    };
}
