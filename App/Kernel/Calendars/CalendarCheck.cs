using OpsFlux.Kernel.Calendars.Holidays;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Calendars;

/// <summary>What is wrong with a calendar besides the form of its single values.</summary>
internal static class CalendarCheck
{
    public static IEnumerable<FieldError> Of(SaveCalendarRequest request)
    {
        if (request.Week.Count == CalendarDefinition.WeekDays)
        {
            for (var day = 0; day < CalendarDefinition.WeekDays; day++)
                if (HoursText.Parse(request.Week[day]) is null) yield return new(DayField(day), CalendarErrors.Hours);
            if (!request.IsAroundTheClock && request.Week.TrueForAll(h => HoursText.Parse(h) is { IsClosed: true })) yield return new(nameof(request.Week), CalendarErrors.NeverOpen);
        }

        foreach (var code in request.Packs.Where(p => HolidayPacks.Of(p) is null).Take(1)) yield return new(nameof(request.Packs), "unknown-value", code);
        foreach (var error in request.Seasons.SelectMany(Of).Take(1)) yield return error with { Field = nameof(request.Seasons) };
        foreach (var error in request.Days.SelectMany(Of).Take(1)) yield return error with { Field = nameof(request.Days) };
        var seasons = request.Seasons.OrderBy(s => s.From).ToList();
        if (seasons.Zip(seasons.Skip(1)).Any(pair => pair.Second.From <= pair.First.To)) yield return new(nameof(request.Seasons), CalendarErrors.SeasonsOverlap);
        if (request.Days.GroupBy(d => d.Date).FirstOrDefault(d => d.Count() > 1) is { } twice) yield return new(nameof(request.Days), CalendarErrors.DateTwice, twice.Key);
    }

    public static IEnumerable<FieldError> Of(SeasonRequest season)
    {
        foreach (var error in RequestValidation.Errors(season)) yield return error;
        if (season.To < season.From) yield return new(nameof(season.To), CalendarErrors.SeasonOrder);
        for (var day = 0; day < season.Week.Count; day++)
            if (HoursText.Parse(season.Week[day]) is null) yield return new(DayField(day), CalendarErrors.Hours);
    }

    public static IEnumerable<FieldError> Of(ExceptionalDayRequest day)
    {
        foreach (var error in RequestValidation.Errors(day)) yield return error;
        if (HoursText.Parse(day.Hours) is null) yield return new(nameof(day.Hours), CalendarErrors.Hours);
    }

    /// <summary>Name under which a form shows what is wrong with one day of a week.</summary>
    public static string DayField(int day) => $"Week{day}";
}
