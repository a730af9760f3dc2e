using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Calendars.Pages;

/// <summary>One calendar: its week, seasons, days off, and what comes of them for thirteen months.</summary>
public sealed partial class CalendarPage(ListCalendars list, SaveCalendar save, ChooseCalendar choose, PreviewCalendar preview)
{
    private static readonly string[] UsualWeek = ["08:30-12:30 14:00-18:00", "08:30-12:30 14:00-18:00", "08:30-12:30 14:00-18:00", "08:30-12:30 14:00-18:00", "08:30-12:30 14:00-18:00", "", ""];

    private SaveCalendarRequest? form;
    private CalendarLine? line;
    private IReadOnlyList<PreviewDay>? days;
    private IReadOnlyList<string> zones = [];
    private SeasonRequest? season, seasonBefore;
    private ExceptionalDayRequest? exceptionalDay, dayBefore;
    private RequestValidator? validator;
    private Guid? shown, made;
    private bool mayManage, saved, isNewSeason;

    /// <summary>Null: a new one.</summary>
    [Parameter] public Guid? Id { get; set; }

    private string Title => line?.Calendar.Name ?? Texts[Id is null ? "Calendars.New" : "Calendars.Title"];

    protected override async Task OnParametersSetAsync()
    {
        if (form is not null && shown == Id) return;
        (form, line, days, refusal, saved, shown) = (null, null, null, null, Id is not null && made == Id, Id);   // a new one comes here once it is saved
        made = null;
        mayManage = User.CanEverywhere(CalendarPermissions.Manage);
        zones = ReaderZone.Places;
        await LoadAsync(ReadAsync);
    }

    private static string Short(DateOnly date) => date.ToString("d", CultureInfo.CurrentCulture);

    private async Task ReadAsync()
    {
        if (Id is not { } id)
        {
            form = new() { ZoneId = Zone.Zone.Id, Week = [.. UsualWeek] };
            return;
        }

        var read = await list.OneAsync(id, Gone);
        (line, refusal) = (read.Value, read.Refusal);
        if (line is null) return;
        form = FormOf(line);
        days = (await preview.RunAsync(id, Gone)).Value;
    }

    private static SaveCalendarRequest FormOf(CalendarLine line) => new()
    {
        Id = line.Calendar.Id,
        Version = line.Calendar.Version,
        Name = line.Calendar.Name,
        ZoneId = line.Definition.ZoneId,
        IsAroundTheClock = line.Definition.IsAroundTheClock,
        Week = [.. line.Definition.Week],
        Seasons = [.. line.Definition.Seasons.Select(s => new SeasonRequest { Name = s.Name, From = s.From, To = s.To, Week = [.. s.Week] })],
        Days = [.. line.Definition.Days.Select(d => new ExceptionalDayRequest { Date = d.Date, Name = d.Name, Hours = d.Hours })],
        Packs = [.. line.Definition.Packs],
    };

    private void Choose(string pack, bool isChosen)
    {
        form!.Packs.Remove(pack);   // the boxes stand in the form
        if (isChosen) form.Packs.Add(pack);
    }

    private void Edit(SeasonRequest? chosen)
    {
        var today = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
        (seasonBefore, isNewSeason) = (chosen, chosen is null);
        season = chosen is null
            ? new() { From = today, To = today.AddMonths(1), Week = [.. form!.Week] }   // a new one begins with the usual week
            : new() { Name = chosen.Name, From = chosen.From, To = chosen.To, Week = [.. chosen.Week] };
    }

    private void Edit(ExceptionalDayRequest? chosen)
    {
        dayBefore = chosen;
        exceptionalDay = chosen is null ? new() { Date = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime) } : new() { Date = chosen.Date, Name = chosen.Name, Hours = chosen.Hours };
    }

    private void Keep(SeasonRequest kept)
    {
        if (seasonBefore is not null) form!.Seasons.Remove(seasonBefore);   // dialogs open from the form
        form!.Seasons.Add(kept);
        form.Seasons.Sort((a, b) => a.From.CompareTo(b.From));
        season = null;
    }

    private void Keep(ExceptionalDayRequest kept)
    {
        if (dayBefore is not null) form!.Days.Remove(dayBefore);   // dialogs open from the form
        form!.Days.Add(kept);
        exceptionalDay = null;
    }

    private async Task SaveAsync()
    {
        saved = false;
        var id = Guid.Empty;
        var done = await ActAsync(async () =>
        {
            var result = await save.RunAsync(form!, Gone);   // it is the form that was sent
            id = result.Failed ? id : result.Value;
            return result.Outcome;
        });
        if (!done && refusal is not null) validator?.Show(refusal);
        if (!done) return;
        if (Id is null)
        {
            made = id;
            Nav.NavigateTo($"/admin/calendars/{id}");
            return;
        }

        await LoadAsync(ReadAsync);
        saved = true;
    }

    private async Task ToggleAsync()
    {
        var calendar = line!.Calendar;   // the button stands where it was loaded
        if (await ActAsync(() => choose.ActivateAsync(calendar.Id, calendar.Version, !calendar.IsActive, Gone))) await LoadAsync(ReadAsync);
    }
}
