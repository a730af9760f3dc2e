using System.Globalization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Recomputing;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Calendars.Pages;

/// <summary>Calendars, who works by which, and the lunar feasts that somebody has to confirm.</summary>
public sealed partial class CalendarsPage(ListCalendars list, ChooseCalendar choose, ConfirmFeast confirm, PreviewRecomputation previewing, Recompute recompute)
{
    private IReadOnlyList<CalendarLine>? calendars;
    private IReadOnlyList<(Guid? StructureId, string? Name, Guid? CalendarId)> choices = [];
    private IReadOnlyList<FeastLine> feasts = [];
    private FeastLine? confirming;
    private DateOnly announced;
    private int? moved;
    private bool mayManage, mayRecompute;

    protected override Task OnInitializedAsync()
    {
        mayManage = User.CanEverywhere(CalendarPermissions.Manage);
        mayRecompute = User.CanEverywhere(SlaPermissions.Manage);
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

    private void Open(FeastLine feast) => (confirming, announced, refusal, moved) = (feast, feast.Confirmed ?? feast.Expected, null, null);

    /// <param name="isRecomputed">At once, so that exactly what the dialog announced moves.</param>
    private async Task ConfirmAsync(bool isRecomputed)
    {
        var feast = confirming!;   // the dialog stands on it
        if (!await ActAsync(() => confirm.RunAsync(feast.Feast, feast.LunarYear, announced, feast.Version, Gone))) return;
        if (isRecomputed) await ActAsync(RecomputeAsync);
        confirming = null;
        await LoadAsync(ReadAsync);
    }

    private async Task<Result> RecomputeAsync()
    {
        var scope = await previewing.ScopeOfFeastsAsync(Gone);
        if (scope.Failed) return scope.Refusal;
        var done = await recompute.RunAsync(scope.Value, progress: null, Gone);
        moved = done.Value?.Counts.Moved;
        return done.Outcome;
    }
}
