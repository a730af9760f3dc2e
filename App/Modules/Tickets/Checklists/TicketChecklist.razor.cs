using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Checklists;

/// <summary>What there is to do on one ticket. Every act works by keyboard, and the focus follows the item that was moved.</summary>
public sealed partial class TicketChecklist(ReadChecklist read, ChangeChecklist change, IStringLocalizer<TicketsText> L)
{
    private readonly Dictionary<Guid, ElementReference> ups = [], downs = [];
    private IReadOnlyList<ChecklistLine>? lines;
    private ChecklistLine? removing;
    private ElementReference newItem;
    private (Guid Item, ChecklistStep Step)? moved;
    private string text = "";
    private PartHead? head;
    private bool isAdding, focusNew;

    [Parameter, EditorRequired] public TicketDetails Details { get; set; } = default!;

    protected override string? OwnEvents { get; } = EventNameAttribute.Of(typeof(TicketChecklistChanged));

    private bool MayWork => Details is { Rights.Work: true, Ticket.ClosedAt: null };

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (moved is var (item, step) && lines?.Count > 1)
        {
            moved = null;
            // At either end the button it was moved by is off: the other one takes the focus.
            var up = lines[0].Id != item && (step is ChecklistStep.Up || lines[^1].Id == item);
            if ((up ? ups : downs).TryGetValue(item, out var button)) await button.TryFocusAsync();
        }

        if (focusNew && isAdding && MayWork)
        {
            focusNew = false;
            await newItem.TryFocusAsync();
        }
    }

    protected override async Task ReadAsync(RecordAccess? access)
    {
        var result = access is null ? await read.RunAsync(Details.Ticket.Id, Gone) : await read.RunAsync(access, Gone);
        if (result.Failed) refusal = result.Refusal;
        else lines = result.Value;
    }

    private void Toggle() => isAdding = focusNew = !isAdding;

    private async Task CloseOnEscape(KeyboardEventArgs e)
    {
        if (e.Key != "Escape") return;
        isAdding = false;
        if (head is not null) await head.FocusAsync();
    }

    private async Task AddAsync()
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        var added = text;
        if (!await DoneAsync(() => change.RunAsync(new AddChecklistItemRequest { TicketId = Details.Ticket.Id, Text = added }, Gone))) return;
        (text, focusNew) = ("", true);
    }

    private Task<bool> AnswerAsync(ChecklistLine line, bool done) => StepAsync(line, done ? ChecklistStep.Tick : ChecklistStep.Untick);

    private async Task MoveAsync(ChecklistLine line, ChecklistStep step)
    {
        if (await StepAsync(line, step)) moved = (line.Id, step);
    }

    private async Task RemoveAsync(ChecklistLine line)
    {
        var done = await StepAsync(line, ChecklistStep.Remove);
        removing = null;
        if (done && head is not null) await head.FocusAsync();
    }

    private Task<bool> StepAsync(ChecklistLine line, ChecklistStep step) =>
        DoneAsync(() => change.RunAsync(new ChecklistStepRequest { TicketId = Details.Ticket.Id, ItemId = line.Id, Step = step }, Gone));

    private async Task<bool> DoneAsync(Func<Task<Kernel.Results.Result>> act)
    {
        var done = await ActAsync(act);
        await LoadAsync(ReadAsync);   // after a refusal too: somebody may have changed the list, and a tick that was refused goes back
        return done;
    }
}
