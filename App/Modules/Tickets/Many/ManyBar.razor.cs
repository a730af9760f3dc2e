using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Many;

/// <summary>Asks what to do with a selection and does it, row by row, in a dialog that shows how far it is.</summary>
public sealed partial class ManyBar(ManyTickets many, AntiforgeryStateProvider antiforgery, IJSRuntime js)
{
    private static readonly TicketTrigger[] Order =
        [TicketTrigger.Start, TicketTrigger.Wait, TicketTrigger.Resume, TicketTrigger.Resolve, TicketTrigger.Validate, TicketTrigger.Reopen, TicketTrigger.Cancel];

    private AntiforgeryRequestToken? token;
    private Dialog dialog;
    private OfferedStep? step;
    private Work? run;

    private enum Dialog
    {
        None,
        Assign,
        Change,
        Tag,
    }

    private sealed record Work(string Title, IReadOnlyList<SelectedRow> Rows, Func<SelectedRow, CancellationToken, Task<Result>> Act);

    [Parameter, EditorRequired] public IReadOnlyList<SelectedRow> Rows { get; set; } = [];
    [Parameter] public EventCallback<IReadOnlyList<SelectedRow>> RowsChanged { get; set; }

    /// <summary>Raised when something was done to them.</summary>
    [Parameter] public EventCallback OnDone { get; set; }

    /// <summary>Whether this person can do anything to a selection: without, rows have no boxes.</summary>
    public static bool IsFor(ICurrentUser user) =>
        user.Can(TicketPermissions.Assign) || user.Can(TicketPermissions.Edit) || user.Can(TicketPermissions.Work) || user.Can(TicketPermissions.Export);

    /// <summary>Each step of the workflow once, with what it asks for; which tickets allow it is found out one by one.</summary>
    private IReadOnlyList<OfferedStep> Steps =>
        [.. TicketWorkflow.Instance.Table.Where(t => Order.Contains(t.Trigger) && User.Can(t.Permission)).DistinctBy(t => t.Trigger)
            .OrderBy(t => Array.IndexOf(Order, t.Trigger)).Select(t => new OfferedStep(t.Trigger, t.Required))];

    protected override void OnInitialized() => token = antiforgery.GetAntiforgeryToken();

    private void Take(OfferedStep offered)
    {
        if (offered.Required.Count > 0) step = offered;
        else StartMove(new() { Trigger = offered.Trigger });
    }

    /// <summary>The form of the step closes and lets go of its draft; the run stands in its place.</summary>
    private Task<bool> MoveAsync(MoveTicketRequest request)
    {
        StartMove(request);
        return Task.FromResult(true);
    }

    private void StartMove(MoveTicketRequest request) =>
        Start(L["Bulk.StepTitle", Rows.Count, L[$"Step.{request.Trigger}"].Value.TrimEnd('…')], (row, ct) => many.MoveAsync(row, request, ct));

    private void Assign((Guid? Person, Guid? Group) to) => Start(L["Bulk.AssignTitle", Rows.Count], (row, ct) => many.AssignAsync(row, to.Person, to.Group, ct));

    private void Change(TicketChanges changes) => Start(L["Bulk.ChangeTitle", Rows.Count], (row, ct) => many.ChangeAsync(row, changes, ct));

    private void Tag(string tag) => Start(L["Bulk.TagTitle", Rows.Count], (row, ct) => many.TagAsync(row, tag, ct));

    private void Start(string title, Func<SelectedRow, CancellationToken, Task<Result>> act) => (run, dialog) = (new(title, Rows, act), Dialog.None);

    private void Close() => (dialog, step) = (Dialog.None, null);

    /// <summary>What was all done is let go of; otherwise the selection stays, so that the refused can be looked at.</summary>
    private async Task ClosedAsync(bool isAllDone)
    {
        run = null;
        Close();
        if (isAllDone) await js.InvokeVoidAsync("OpsFlux.clearSelection");
        await OnDone.InvokeAsync();
    }
}
