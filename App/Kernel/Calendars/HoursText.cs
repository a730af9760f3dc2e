using System.Globalization;
using System.Text.RegularExpressions;
using OpsFlux.Kernel.Calendars.Time;

namespace OpsFlux.Kernel.Calendars;

/// <summary>A day's hours as people type them: "8h30-12h30, 14:00 – 18:00", "9-17", or nothing for a closed day.</summary>
public static partial class HoursText
{
    /// <summary>Null for what cannot be read, an end before its start included.</summary>
    public static DayHours? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return DayHours.Closed;
        if (!Whole().IsMatch(text)) return null;
        var windows = Window().Matches(text).Select(m => new DayWindow(Minutes(m.Groups[1], m.Groups[2]), Minutes(m.Groups[3], m.Groups[4]))).ToList();
        return windows.TrueForAll(w => w.IsSound) ? DayHours.Of(windows) : null;
    }

    /// <summary>The one way it is stored and shown: "08:30-12:30 14:00-18:00".</summary>
    public static string Of(DayHours hours) => string.Join(' ', hours.Windows.Select(w => $"{Clock(w.From)}-{Clock(w.To)}"));

    private static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    /// <summary>Beyond any day where the minutes are none, so that the window is refused.</summary>
    private static int Minutes(Group hours, Group minutes)
    {
        var inHour = minutes.Success ? int.Parse(minutes.Value, CultureInfo.InvariantCulture) : 0;
        return inHour > 59 ? DayWindow.Midnight + 1 : (int.Parse(hours.Value, CultureInfo.InvariantCulture) * 60) + inHour;
    }

    private const string One = @"(\d{1,2})(?:\s?[:hH]\s?(\d{2})?)?\s*[-–—]\s*(\d{1,2})(?:\s?[:hH]\s?(\d{2})?)?";

    [GeneratedRegex(One, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Window();

    [GeneratedRegex(@"^\s*" + One + @"(?:\s*[,;/\s]\s*" + One + @")*\s*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Whole();
}
