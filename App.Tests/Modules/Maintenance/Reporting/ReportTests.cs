using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Reporting;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Reporting;

/// <summary>Numbers, printing, retrying and correcting.</summary>
public sealed class ReportTests(ReportingApp app) : AppTests<ReportingApp>(app)
{
    [Fact]
    public async Task Closing_makes_one_numbered_report_that_nobody_takes_off()
    {
        var work = await App.WorkAtAsync((await App.ClientAsync()).Structure);

        await App.WorkAsync();

        var report = Assert.Single((await App.ReportsAsync(work.Id)).Reports).Report;
        Assert.Matches("^RI-2026-[0-9]{6}$", report.Number);
        Assert.Equal((ReportState.Sent, "fr", (string?)null), (report.State, report.Language, report.Error));
        var file = await App.LoadAsync<Attachment>(report.AttachmentId!.Value);
        Assert.Equal(($"{report.Number}.pdf", "application/pdf", work.Id, true), (file.Name, file.ContentType, file.RecordId, file.IsKept));
        Assert.Equal(FileRefusals.Kept, (await App.RunAsync((RemoveFile use) => use.RunAsync(file.Id, default))).Refusal?.Code);
        Assert.Contains(await App.EventsAsync<InterventionReported>(), e => e.ReportId == report.Id);
        Assert.Equal(report.AttachmentId, (await App.RunAsync((ListReports use) => use.FileAsync(work.Number, default))).Value);
    }

    [Fact]
    public async Task However_often_closing_is_told_there_is_one_report_and_numbers_follow_each_other()
    {
        var structure = (await App.ClientAsync()).Structure;
        var (first, second) = (await App.WorkAtAsync(structure), await App.WorkAtAsync(structure));
        await App.WorkAsync();
        foreach (var work in new[] { first, second, first })
        {
            var moved = new InterventionMoved(work.Id, work.RequesterId, work.LeadId, InterventionState.InProgress, InterventionState.Closed, InterventionTrigger.Close);
            await using var scope = App.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ReportOnClosing>().HandleAsync(new(Guid.CreateVersion7(), App.Clock.Now, null, null, "test", structure.Id, work.Ref, 1, moved), default);
        }

        await App.WorkAsync();

        var numbers = new[] { Assert.Single((await App.ReportsAsync(first.Id)).Reports).Report.Number, Assert.Single((await App.ReportsAsync(second.Id)).Reports).Report.Number };
        Assert.Equal(1, Math.Abs(int.Parse(numbers[1][^6..], null) - int.Parse(numbers[0][^6..], null)));
    }

    [Fact]
    public async Task What_is_cancelled_has_no_report()
    {
        var work = await App.WorkAtAsync((await App.ClientAsync()).Structure, InterventionState.InProgress);
        await App.StepAsync(work.Id, InterventionTrigger.Cancel);

        await App.WorkAsync();

        Assert.Empty((await App.ReportsAsync(work.Id)).Reports);
        Assert.Equal(MaintenanceRefusals.NotClosed, (await App.MakeReportAsync(work.Id)).Refusal?.Code);
        Assert.Same(Refusal.NotFound, (await App.RunAsync((ListReports use) => use.FileAsync(work.Number, default))).Refusal);
    }

    [Fact]
    public async Task A_printer_that_fails_is_told_and_tried_again_by_itself_and_by_hand()
    {
        var work = await App.WorkAtAsync((await App.ClientAsync()).Structure);
        App.PrinterIsBroken = true;
        try
        {
            await App.WorkAsync();
            var failed = Assert.Single((await App.ReportsAsync(work.Id)).Reports).Report;
            Assert.Equal((ReportState.Waiting, "pdf-failed", 1), (failed.State, failed.Error, failed.Attempts));
            Assert.True(failed.NextAttemptAt > App.Clock.Now);
            Assert.Contains(await App.EventsAsync<InterventionReportFailed>(), e => e.ReportId == failed.Id && e.Code == "pdf-failed");

            App.Clock.Advance(TimeSpan.FromMinutes(1));
            await App.WorkAsync();
            Assert.Equal(2, (await App.ReportsAsync(work.Id)).Reports[0].Report.Attempts);
            Assert.Single(await App.EventsAsync<InterventionReportFailed>(), e => e.ReportId == failed.Id);   // the same again is no news
        }
        finally
        {
            App.PrinterIsBroken = false;
        }

        Assert.Null((await App.MakeReportAsync(work.Id)).Refusal);
        await App.WorkAsync();

        var made = Assert.Single((await App.ReportsAsync(work.Id)).Reports).Report;
        Assert.Equal((ReportState.Sent, (string?)null), (made.State, made.Error));
    }

    [Fact]
    public async Task A_correction_is_another_number_that_says_which_one_it_replaces()
    {
        var work = await App.WorkAtAsync((await App.ClientAsync()).Structure);
        await App.WorkAsync();
        var first = (await App.ReportsAsync(work.Id)).Last!;

        Assert.Equal("Reason", Assert.Single((await App.MakeReportAsync(work.Id)).Refusal!.Fields).Field);
        Assert.Null((await App.MakeReportAsync(work.Id, "Durée rectifiée")).Refusal);
        await App.WorkAsync();

        var all = (await App.ReportsAsync(work.Id)).Reports;
        Assert.Equal((2, first.Number, "Durée rectifiée", ReportState.Sent), (all.Count, all[0].Replaces, all[0].Report.Reason, all[0].Report.State));
        Assert.NotEqual(first.Number, all[0].Report.Number);
        Assert.Equal(first.AttachmentId, all[1].Report.AttachmentId);   // the first stays as it was
        Assert.Equal(2, await App.WithDbAsync(db => db.Set<Attachment>().CountAsync(a => a.RecordId == work.Id && a.IsKept && a.RemovedAt == null)));
        Assert.Equal(all[0].Report.AttachmentId, (await App.RunAsync((ListReports use) => use.FileAsync(work.Number, default))).Value);
    }

    [Fact]
    public async Task A_signature_after_the_report_says_that_it_is_not_on_it()
    {
        var work = await App.WorkAtAsync((await App.ClientAsync()).Structure);
        await App.WorkAsync();
        Assert.False((await App.ReportsAsync(work.Id)).IsOutdated);

        App.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null((await App.SignAsync(work.Id, SignatureParty.Client)).Refusal);

        Assert.True((await App.ReportsAsync(work.Id)).IsOutdated);
    }

    [Fact]
    public async Task A_client_reads_his_own_reports_and_makes_none()
    {
        var (ours, theirs) = ((await App.ClientAsync()).Structure, (await App.ClientAsync()).Structure);
        var (mine, other) = (await App.WorkAtAsync(ours), await App.WorkAtAsync(theirs));
        await App.WorkAsync();
        await App.AsClientAsync(ours);

        var seen = await App.ReportsAsync(mine.Id);
        Assert.Equal((1, false), (seen.Reports.Count, seen.MayMake));
        Assert.Empty(seen.Reports[0].Mails);
        Assert.Equal(Refusal.Forbidden, (await App.MakeReportAsync(mine.Id, "x")).Refusal);
        Assert.Same(Refusal.NotFound, (await App.RunAsync((ListReports use) => use.RunAsync(other.Id, default))).Refusal);
        Assert.Same(Refusal.NotFound, (await App.RunAsync((ListReports use) => use.FileAsync(other.Number, default))).Refusal);
    }
}
