using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Kernel.Sla.Judging;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.Showing;

/// <summary>Explains one clock, and lets whoever answers for it decide how it counts.</summary>
public sealed partial class ClockDialog(ExplainClock explain, JudgeClock judge)
{
    private ClockExplanation? story;
    private ExcludeClockRequest? exclusion;
    private JustifyBreachRequest? breach;
    private RequestValidator? validator;

    [Parameter, EditorRequired] public RecordRef Record { get; set; } = default!;
    [Parameter, EditorRequired] public Guid ClockId { get; set; }
    [Parameter] public EventCallback OnChanged { get; set; }
    [Parameter] public EventCallback OnClose { get; set; }

    /// <summary>"Priorité : Critique, Site : Casablanca", or that it holds for all.</summary>
    private string Because => story is null or { Clock.Agreement: null } ? ""
        : story.Because.Count == 0 ? Texts["Sla.HoldsForAll"]
        : Texts.Format("Sla.Because", string.Join(", ", story.Because.Select(b => Texts.Format("Sla.BecauseOf", Texts[$"SlaFacet.{b.Facet}"], Texts.Has(b.Text) ? Texts[b.Text] : b.Text))));

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    private async Task ReadAsync()
    {
        var read = await explain.RunAsync(Record, ClockId, Gone);
        (story, refusal) = (read.Value, read.Refusal);
    }

    private void BeginExcluding() => (exclusion, refusal) = (new() { ClockId = ClockId }, null);

    private void BeginJustifying() => (breach, refusal) = (new() { ClockId = ClockId, Justification = story?.Justification ?? "" }, null);

    private void GiveUp() => (exclusion, breach, refusal) = (null, null, null);

    private Task ExcludeAsync() => JudgeAsync(() => judge.ExcludeAsync(Record, exclusion!, Gone));   // the form is open

    private Task JustifyAsync() => JudgeAsync(() => judge.JustifyAsync(Record, breach!, Gone));      // as above

    private Task IncludeAsync() => JudgeAsync(() => judge.IncludeAsync(Record, ClockId, Gone));

    private async Task JudgeAsync(Func<Task<Result>> act)
    {
        if (!await ActAsync(act))
        {
            if (refusal is not null) validator?.Show(refusal);
            return;
        }

        GiveUp();
        await LoadAsync(ReadAsync);
        await OnChanged.InvokeAsync();
    }

    private string Show(DateTimeOffset at) => new InstantWording(Zone, Texts).Short(at, Clock.GetUtcNow());
}
