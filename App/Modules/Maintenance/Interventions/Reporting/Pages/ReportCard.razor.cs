using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting.Pages;

/// <summary>The numbered reports: what became of each, where it was sent, and the way to a corrected one.</summary>
public sealed partial class ReportCard(ListReports list, MakeReport make) : AppPage
{
    private ReportList? reports;
    private MakeReportRequest? form;
    private RequestValidator? validator;
    private Guid? newestPrinted;

    [Parameter, EditorRequired] public Guid InterventionId { get; set; }

    /// <summary>Of the intervention.</summary>
    [Parameter, EditorRequired] public string Number { get; set; } = "";

    /// <summary>Key of what the button does; null: it is being made, and there is nothing to do but wait.</summary>
    private string? Act => reports?.Last switch
    {
        null => "Reports.Make",
        { State: ReportState.Sent } => "Reports.Correct",
        { Error: not null } => "Reports.TryAgain",
        _ => null,
    };

    protected override Task OnInitializedAsync()
    {
        Follow([LiveTopic.Record(new RecordRef(Intervention.RecordKind, InterventionId))], ReadAsync, update =>
            update.Name.StartsWith("maintenance.intervention.", StringComparison.Ordinal) || update.Name == LiveUpdate.Resync);
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        reports = (await list.RunAsync(InterventionId, Gone)).Value;
        newestPrinted = reports?.Reports.FirstOrDefault(r => r.Report.AttachmentId is not null)?.Report.Id;
    }

    private Task AskAsync()
    {
        refusal = null;
        if (reports?.Last is not { State: ReportState.Sent }) return SendAsync(new() { InterventionId = InterventionId });
        form = new() { InterventionId = InterventionId };
        return Task.CompletedTask;
    }

    private async Task MakeAsync()
    {
        if (form is not { } sent) return;
        if (await SendAsync(sent)) form = null;
        else if (refusal is { Fields.Count: > 0 } wrong) validator?.Show(wrong);
    }

    private async Task<bool> SendAsync(MakeReportRequest request)
    {
        if (!await ActAsync(() => make.RunAsync(request, Gone))) return false;
        await LoadAsync(ReadAsync);
        return true;
    }

    private string Sent(ReportMailLine mail) => mail.State switch
    {
        MailState.Failed => Texts.Format("Reports.MailFailed", Zone.Show(mail.At)),
        MailState.Sent or null => Texts.Format("Reports.SentAt", Zone.Show(mail.At)),
        MailState.Cancelled => Texts["Reports.MailCancelled"],
        _ => Texts["Reports.MailQueued"],
    };

    private void Close() => (form, refusal) = (null, null);
}
