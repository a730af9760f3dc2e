using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.TimeSpent;

/// <summary>The working time of one ticket: total, entries, and a form for a new or a wrong one.</summary>
public sealed partial class TicketTimeSheet(ReadTimeSheet read, SpendTime spend, IStringLocalizer<TicketsText> L)
{
    private TimeSheet? sheet;
    private SpendTimeRequest? form;
    private TimeLine? removing;
    private RequestValidator? validator;
    private WorkLengthInput? length;
    private PartHead? head;
    private int? minutes;

    [Parameter, EditorRequired] public TicketDetails Details { get; set; } = default!;

    protected override string? OwnEvents { get; } = EventNameAttribute.Of(typeof(TicketTimeSpent));

    private DateOnly Today => DateOnly.FromDateTime(Zone.ToLocal(Clock.GetUtcNow()).DateTime);

    protected override async Task ReadAsync(RecordAccess? access)
    {
        var result = access is null ? await read.RunAsync(Details.Ticket.Id, Gone) : await read.RunAsync(Details, Gone);
        if (result.Failed) refusal = result.Refusal;
        else sheet = result.Value;
    }

    private void Toggle() => (form, minutes) = (form is null ? new() { TicketId = Details.Ticket.Id, WorkedOn = Today } : null, null);

    private async Task CloseAsync()
    {
        form = null;
        if (head is not null) await head.FocusAsync();
    }

    private void Correct(TimeLine line)
    {
        form = new() { TicketId = Details.Ticket.Id, EntryId = line.Id, WorkedOn = line.WorkedOn, Minutes = line.Minutes, What = line.What, IsBillable = line.IsBillable };
        minutes = line.Minutes;
    }

    private void TakeMinutes(int? read)
    {
        minutes = read;
        if (form is not null) form.Minutes = read ?? 0;
    }

    private async Task SaveAsync()
    {
        if (form is null || length?.Check() is false) return;
        if (await ActAsync(() => spend.RunAsync(form, Gone)))
        {
            await CloseAsync();
            await LoadAsync(ReadAsync);
        }
        else if (refusal is not null)
        {
            validator?.Show(refusal);
        }
    }

    private async Task RemoveAsync(TimeLine line)
    {
        var done = await ActAsync(() => spend.RunAsync(new RemoveTimeRequest { TicketId = Details.Ticket.Id, EntryId = line.Id }, Gone));
        removing = null;
        if (done) await LoadAsync(ReadAsync);
    }
}
