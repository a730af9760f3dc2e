using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.TimeSpent;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Pages.Parts;

/// <summary>The form of a step. Fields the workflow requires are checked here for speed, and by the use case for good.</summary>
public sealed partial class StepDialog
{
    private MoveTicketRequest form = new();
    private IReadOnlyList<WaitingReason> reasons = [];
    private OfferedStep? shown;
    private RequestValidator? validator;
    private DraftText? solution;
    private WorkLengthInput? length;

    [Parameter] public OfferedStep? Step { get; set; }

    /// <summary>Empty for a selection: working time and parts belong to one ticket.</summary>
    [Parameter] public Guid TicketId { get; set; }

    /// <summary>How the ticket stands; what it was when the form was opened is sent with it.</summary>
    [Parameter] public TicketStand? Seen { get; set; }
    [Parameter] public bool Busy { get; set; }
    [Parameter] public Refusal? Refusal { get; set; }

    /// <summary>True when the step was taken: the dialog forgets its draft and closes.</summary>
    [Parameter, EditorRequired] public Func<MoveTicketRequest, Task<bool>> OnConfirm { get; set; } = default!;
    [Parameter] public EventCallback OnClose { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (Step == shown) return;
        shown = Step;
        if (Step is null) return;
        form = new() { Trigger = Step.Trigger, Seen = Seen };
        if (Step.Required.Contains(nameof(form.WaitingReason)) && reasons.Count == 0) reasons = await Choices.WaitingReasonsAsync(default);
    }

    private async Task ConfirmAsync()
    {
        var missing = Step!.Required.Where(IsEmpty).Select(name => new Kernel.Results.FieldError(name, "required")).ToArray();
        if (missing.Length > 0) validator?.Show(Kernel.Results.Refusal.Invalid(missing));
        else if (length?.Check() is not false && await OnConfirm(Looked()))
        {
            if (solution is not null) await solution.ClearAsync();
            await OnClose.InvokeAsync();
        }
    }

    /// <summary>Once its author was told that the ticket went on, he confirms as it stands now.</summary>
    private MoveTicketRequest Looked()
    {
        if (Refusal?.Code == TicketRefusals.MovedMeanwhile) form.Seen = Seen;
        return form;
    }

    private bool IsEmpty(string name) => string.IsNullOrWhiteSpace(name switch
    {
        nameof(form.Solution) => form.Solution,
        nameof(form.WaitingReason) => form.WaitingReason,
        _ => form.Reason,
    });
}
