using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Interventions.Pages;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Day;

/// <summary>What one leads on a day, with the next step of each as one big button; made for a phone. The day stands in the address.</summary>
public sealed partial class DayPage(GetDay get, MoveIntervention move)
{
    private const string DayFormat = "yyyy-MM-dd";

    private DayPlan? plan;
    private DayWork? moving;
    private OfferedStep? step;
    private ReadOrder reads;

    /// <summary>As in "2026-11-21"; anything else is today.</summary>
    [SupplyParameterFromQuery(Name = "day")]
    public string? Day { get; set; }

    private DateOnly? Wanted => DateOnly.TryParseExact(Day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2100 ? day : null;

    protected override void OnInitialized() => Follow(InterventionTopics.Of(User), ReadAsync);

    protected override Task OnParametersSetAsync()
    {
        (refusal, step, moving) = (null, null, null);
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var turn = reads.Start();
        var result = await get.RunAsync(Wanted, Gone);
        if (reads.IsOvertaken(turn)) return;
        if (result.Failed) (plan, refusal) = (null, result.Refusal);
        else plan = result.Value;
    }

    /// <summary>A step that asks for nothing is taken at once; the others open their form.</summary>
    private Task MoveAsync(DayWork work, OfferedStep offered)
    {
        (moving, step, refusal) = (work, null, null);
        if (offered.Required.Count == 0) return ConfirmAsync(new() { Trigger = offered.Trigger });
        step = offered;
        return Task.CompletedTask;
    }

    private async Task<bool> ConfirmAsync(MoveInterventionRequest request)
    {
        if (moving is not { } work) return false;
        (request.InterventionId, request.Version) = (work.Intervention.Id, work.Intervention.Version);
        if (!await ActAsync(() => move.RunAsync(request, Gone))) return false;
        await LoadAsync(ReadAsync);
        return true;
    }

    private void Close() => (step, moving, refusal) = (null, null, null);

    private string HourOf(DayWork work) => work.Intervention.PlannedAt is not { } at ? Texts["Day.NoHour"]
        : work.Part is DayPart.Planned ? Zone.ToLocal(at).ToString("t", CultureInfo.CurrentCulture) : new InstantWording(Zone, Texts).Short(at, Clock.GetUtcNow());

    private string TitleOf(DayPlan shown)
    {
        var words = shown.Day.ToString("dddd d MMMM", CultureInfo.CurrentCulture);
        return shown.Day == shown.Today ? Texts.Format("Day.TodayIs", words) : words;
    }

    private static string AddressOf(DateOnly day) => $"/day?day={day.ToString(DayFormat, CultureInfo.InvariantCulture)}";
}
