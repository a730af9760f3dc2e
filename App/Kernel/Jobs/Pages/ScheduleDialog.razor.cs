using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Jobs.Pages;

/// <summary>Chooses a schedule. What is wrong with it is said while it is typed, by the rules that the use case applies.</summary>
public sealed partial class ScheduleDialog
{
    private const int Previewed = 5;

    private static readonly string[] Presets = ["0 0/15 * * * ?", "0 0 * * * ?", "0 0 3 * * ?", "0 30 6 ? * MON-FRI", "0 0 5 1 * ?"];

    private readonly ChangeJobScheduleRequest form = new();
    private IReadOnlyList<DateTimeOffset> next = [];
    private RequestValidator? validator;
    private string? wrong;
    private Refusal? shown;

    [Parameter, EditorRequired] public JobView Job { get; set; } = default!;   // EditorRequired
    [Parameter, EditorRequired] public TimeZoneInfo JobZone { get; set; } = TimeZoneInfo.Utc;
    [Parameter] public bool Busy { get; set; }
    [Parameter] public Refusal? Refusal { get; set; }

    /// <summary>The chosen schedule; null for the default.</summary>
    [Parameter] public EventCallback<string?> OnConfirm { get; set; }
    [Parameter] public EventCallback OnClose { get; set; }

    protected override void OnInitialized()
    {
        (form.Code, form.Cron) = (Job.Code, Job.Cron);
        Preview();
    }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(shown, Refusal)) return;
        shown = Refusal;
        if (Refusal is { Fields.Count: > 0 }) validator?.Show(Refusal);
    }

    private void Choose(string cron)
    {
        form.Cron = cron;
        Check();
    }

    private void Check()
    {
        Preview();
        validator?.Show(wrong is null ? Kernel.Results.Refusal.Invalid() : Kernel.Results.Refusal.Invalid(new Kernel.Results.FieldError(nameof(form.Cron), wrong)));
    }

    private void Preview()
    {
        var (cron, now) = (form.Cron?.Trim() ?? "", Clock.GetUtcNow());
        wrong = cron.Length == 0 ? "required" : JobCron.Wrong(cron, JobZone, now);
        next = wrong is null ? JobCron.Next(cron, JobZone, now, Previewed) : [];
    }
}
