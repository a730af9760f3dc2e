using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Merging;
using OpsFlux.Modules.Tickets.UseCases;

namespace OpsFlux.Modules.Tickets.Pages.Parts;

public sealed partial class MergeDialog(MergeTicket merge, PreviewMerge look, SuggestRecords suggest, IStringLocalizer<TicketsText> L)
{
    private MergePreview? preview;
    private string number = "";
    private long version;

    [Parameter, EditorRequired] public TicketDetails Details { get; set; } = default!;

    /// <summary>With the number of the ticket that stays.</summary>
    [Parameter] public EventCallback<string> OnDone { get; set; }
    [Parameter] public EventCallback OnClose { get; set; }

    /// <summary>The ticket as it was when the dialog opened: what somebody changes meanwhile is a conflict to tell.</summary>
    protected override void OnInitialized() => version = Details.Ticket.Version;

    private Task<IReadOnlyList<RecordCard>> SuggestAsync(string words, CancellationToken ct) => suggest.RunAsync(Details.Ticket.Ref, words, Ticket.RecordKind, ct);

    private void Typed(string typed) => (number, preview) = (typed, null);

    private Task ChosenAsync(RecordCard card)
    {
        number = card.Number;
        return CheckAsync();
    }

    private async Task CheckAsync()
    {
        if (string.IsNullOrWhiteSpace(number)) return;
        await ActAsync(async () =>
        {
            var looked = await look.RunAsync(Details.Ticket.Id, number, Gone);
            preview = looked.Value;
            return new Result(looked.Refusal);
        });
    }

    private async Task MergeAsync()
    {
        if (preview is not { } target) return;
        if (await ActAsync(() => merge.RunAsync(new() { TicketId = Details.Ticket.Id, Version = version, TargetNumber = target.Number }, Gone))) await OnDone.InvokeAsync(target.Number);
    }
}
