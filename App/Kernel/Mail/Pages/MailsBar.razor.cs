using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Mail.UseCases;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.Pages;

/// <summary>Asks what to do with a selection of mails and does it, one by one, by the use case of one mail.</summary>
public sealed partial class MailsBar(SortSelectedMails sort, RetryMail retry, CancelMail cancel, DiscardMail discard, IJSRuntime js)
{
    private MailAct asked;
    private SortedMails? sorted;
    private IReadOnlyList<SelectedRow>? run;

    [Parameter, EditorRequired] public IReadOnlyList<SelectedRow> Rows { get; set; } = [];
    [Parameter] public EventCallback<IReadOnlyList<SelectedRow>> RowsChanged { get; set; }

    /// <summary>Raised when something was done to them.</summary>
    [Parameter] public EventCallback OnDone { get; set; }

    /// <summary>The tab they were selected in: it offers what fits all of its mails.</summary>
    [Parameter] public MailView View { get; set; }

    private IReadOnlyList<MailAct> Offered => View switch
    {
        MailView.Scheduled => [MailAct.Retry, MailAct.Cancel],
        MailView.Dead => [MailAct.Retry, MailAct.Discard],
        _ => Enum.GetValues<MailAct>(),
    };

    private Task AskAsync(MailAct act) => ActAsync(async () =>
    {
        var found = await sort.RunAsync([.. Rows.Select(r => r.Id)], act, Gone);
        (asked, sorted) = (act, found.Value);
        return new(found.Refusal);
    });

    private void Start()
    {
        var fit = sorted?.Fit.ToHashSet() ?? [];
        (run, sorted) = ([.. Rows.Where(r => fit.Contains(r.Id))], null);
    }

    private void Close() => sorted = null;

    private Task<Result> DoAsync(SelectedRow row, CancellationToken ct) => asked switch
    {
        MailAct.Retry => retry.RunAsync(row.Id, ct),
        MailAct.Cancel => cancel.RunAsync(row.Id, ct),
        _ => discard.RunAsync(row.Id, ct),
    };

    private async Task ClosedAsync(bool isAllDone)
    {
        run = null;
        if (isAllDone) await js.InvokeVoidAsync("OpsFlux.clearSelection");
        await OnDone.InvokeAsync();
    }
}
