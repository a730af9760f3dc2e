using System.Globalization;
using OpsFlux.Kernel.Access;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Calendars.Pages;

/// <summary>Calendars, who works by which, and the lunar feasts that somebody has to confirm.</summary>
public sealed partial class CalendarsPage(ListCalendars list, ChooseCalendar choose, ConfirmFeast confirm)
{
    private IReadOnlyList<CalendarLine>? calendars;
    private IReadOnlyList<(Guid? StructureId, string? Name, Guid? CalendarId)> choices = [];
    private IReadOnlyList<FeastLine> feasts = [];
    private FeastLine? confirming;
    private DateOnly announced;
    private bool mayManage;

    protected override Task OnInitializedAsync()
    {
        mayManage = User.CanEverywhere(CalendarPermissions.Manage);
        return LoadAsync(ReadAsync);
    }

    private static string Long(DateOnly date) => date.ToString("D", CultureInfo.CurrentCulture);

    private async Task ReadAsync()
    {
        var read = await list.RunAsync(Gone);
        calendars = read.Value;
        if (read.Failed) refusal = read.Refusal;   // else what an act was refused for would go unsaid
        choices = (await choose.ListAsync(Gone)).Value ?? [];
        feasts = calendars?.Any(c => c.Definition.FollowsTheMoon) == true ? (await confirm.ListAsync(Gone)).Value ?? [] : [];
    }

    private string UsersOf(CalendarLine line) => string.Join(", ", (line.IsDefault ? line.Structures.Prepend(Texts["Calendars.Organisation"]) : line.Structures).DefaultIfEmpty("–"));

    private async Task ChooseAsync(Guid? structure, string? picked)
    {
        Guid? calendar = Guid.TryParse(picked, out var id) ? id : null;
        await ActAsync(() => choose.RunAsync(structure, calendar, Gone));
        await LoadAsync(ReadAsync);
    }

    private void Open(FeastLine feast) => (confirming, announced, refusal) = (feast, feast.Confirmed ?? feast.Expected, null);

    private async Task ConfirmAsync()
    {
        var feast = confirming!;   // the dialog stands on it
        if (!await ActAsync(() => confirm.RunAsync(feast.Feast, feast.LunarYear, announced, feast.Version, Gone))) return;
        confirming = null;
        await LoadAsync(ReadAsync);
    }
}
