using System.Globalization;
using System.Text.RegularExpressions;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.TimeSpent;

/// <summary>A length of work as people write it: 1h30, 1 h 30, 1:30, 90, 90 min, 1,5 h; and as they read it: 1 h 30. The same in both languages.</summary>
public static partial class WorkLength
{
    /// <summary>Null for what is not a length, or not between one minute and a day.</summary>
    public static int? Parse(string? text)
    {
        if (Written().Match(text?.Trim() ?? "") is not { Success: true } match) return null;
        var minutes = match.Groups["hours"] switch
        {
            { Success: true } hours => (Number(hours.Value) * 60) + (match.Groups["rest"] is { Success: true } rest ? Number(rest.Value) : 0),
            _ => Number(match.Groups["minutes"].Value),
        };
        var whole = (int)Math.Round(Math.Min(minutes, TimeLimits.Most + 1), MidpointRounding.AwayFromZero);
        return whole is >= TimeLimits.Least and <= TimeLimits.Most ? whole : null;
    }

    public static string Show(int minutes) => minutes < 60 ? $"{minutes} min" : minutes % 60 == 0 ? $"{minutes / 60} h" : $"{minutes / 60} h {minutes % 60:00}";

    private static decimal Number(string text) => decimal.Parse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    /// <summary>Hours with or without minutes, or minutes alone. Short numbers only, so that none overflows.</summary>
    [GeneratedRegex(@"^(?:(?<hours>\d{1,3})\s*:\s*(?<rest>[0-5]?\d)|(?<hours>\d{1,3}(?:[.,]\d{1,2})?)\s*h(?:eures?|ours?)?(?:\s*(?<rest>[0-5]?\d)\s*(?:m|min|mn)?)?|(?<minutes>\d{1,5})\s*(?:m|min|mn|minutes?)?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
