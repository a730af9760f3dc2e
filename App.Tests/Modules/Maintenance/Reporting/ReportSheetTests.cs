using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Reports.Printing;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Reporting;
using OpsFlux.Modules.Maintenance.Interventions.Reporting.Print;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Kernel.Reports;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Reporting;

/// <summary>What stands on the paper, in both languages.</summary>
public sealed class ReportSheetTests(ReportingApp app) : AppTests<ReportingApp>(app)
{
    [Theory]
    [InlineData("fr", "Rapport d’intervention", "Numéro de série", "Pas encore signé", "7,25")]
    [InlineData("en", "Report of the work", "Serial number", "Not signed yet", "7.25")]
    public async Task The_sheet_says_all_of_it_in_the_clients_language(string language, params string[] words)
    {
        var sheet = await SheetAsync(language);

        var html = await RenderAsync(sheet);

        foreach (var word in words) Assert.Contains(word, System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        foreach (var said in new[] { sheet.Report.Number, sheet.Intervention.Number, "Conserverie Atlas", "12, rue du Port", "PX-4471", "Joint de vérin", "JV-80", "Rachid Amrani", "M10 20L30 40", "data:image/png;base64,", "2 h 15" })
            Assert.Contains(said, System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.DoesNotMatch(@">\s*(Sheet|Field|Signatures|Photos)\.[A-Z]", html);
    }

    [Fact]
    public async Task What_people_wrote_is_text_and_never_markup()
    {
        var (structure, _) = await App.ClientAsync();
        var work = await App.WorkAtAsync(structure, InterventionState.InProgress);
        await App.SignAsync(work.Id, name: "<script>alert(1)</script>", isTyped: true);
        await App.SaveAsync(new InterventionPart { InterventionId = work.Id, Name = "</style><img src=x onerror=alert(1)>", Quantity = 1, AddedBy = work.RequesterId, AddedAt = App.Clock.Now });
        await App.StepAsync(work.Id, InterventionTrigger.Close);
        await App.WorkAsync();

        var html = await RenderAsync(await ReadAsync((await App.ReportsAsync(work.Id)).Last!));

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img src=x", html, StringComparison.OrdinalIgnoreCase);
    }

    [ChromiumFact]
    public async Task It_is_printed_with_its_number_on_every_page()
    {
        using var printer = new ChromiumPrinter(ChromiumFactAttribute.Options, NullLogger<ChromiumPrinter>.Instance);
        foreach (var language in new[] { "fr", "en" })
        {
            var sheet = await SheetAsync(language);
            using var pdf = new MemoryStream();
            await printer.PrintAsync(html => App.RunAsync((SheetPrinter use) => use.RenderAsync(sheet, html)), pdf, tagged: true, default);

            if (Environment.GetEnvironmentVariable("OPSFLUX_KEEP_SHEETS") is { } folder) await File.WriteAllBytesAsync(Path.Combine(folder, $"{language}.pdf"), pdf.ToArray());
            pdf.Position = 0;
            if (await PdfText.PagesAsync(pdf) is not { } pages) return;   // printed, but nothing here can read it
            Assert.Contains(sheet.Report.Number, pages[0], StringComparison.Ordinal);
            Assert.Contains("PX-4471", pages[0], StringComparison.Ordinal);
            Assert.Matches($"1 ?/ ?{pages.Length}", pages[0]);
            Assert.All(pages, page => Assert.Contains(sheet.Report.Number, page, StringComparison.Ordinal));
        }
    }

    private async Task<Sheet> SheetAsync(string language)
    {
        var (structure, _) = await App.ClientAsync(language);
        var work = await App.WorkAtAsync(structure, InterventionState.InProgress);
        var worker = await App.LoadAsync<User>(work.LeadId!.Value);
        await App.WithDbAsync(async db =>
        {
            (await db.FindAsync<Equipment>(work.EquipmentId!.Value))!.Identify("Krüger", "K-220", "PX-4471");
            return await db.SaveChangesAsync();
        });
        await App.SaveAllAsync(
            new InterventionTime { InterventionId = work.Id, PersonId = worker.Id, From = App.Clock.Now.AddHours(-3), Until = App.Clock.Now.AddMinutes(-45), TravelKilometres = 42.5m, TravelMinutes = 50, Note = "Démontage et remplacement" },
            new InterventionTime { InterventionId = work.Id, PersonId = worker.Id, From = App.Clock.Now.AddMinutes(-30), Until = App.Clock.Now },
            new InterventionPart { InterventionId = work.Id, Name = "Joint de vérin", Reference = "JV-80", Quantity = 2, AddedBy = worker.Id, AddedAt = App.Clock.Now },
            new InterventionCheck { InterventionId = work.Id, Position = 1, Text = "Pression nominale", Kind = CheckKind.Measure, Unit = "bar", Lowest = 6, Highest = 8, Value = 7.25m, Result = CheckResult.Passed },
            new InterventionCheck { InterventionId = work.Id, Position = 2, Text = "Carter fermé", Kind = CheckKind.PassFail, Result = CheckResult.Failed, Note = "Vis manquante" });
        await App.PhotoAsync(work, PhotoMoment.Before);
        await App.PhotoAsync(work, PhotoMoment.After, "après.png");
        await App.SignAsync(work.Id, strokes: [[10, 20, 30, 40, 90, 150, 200, 60, 320, 170, 410, 40], [430, 120, 560, 110]]);
        await App.StepAsync(work.Id, InterventionTrigger.Close);
        await App.WorkAsync();
        return await ReadAsync((await App.ReportsAsync(work.Id)).Last!);
    }

    private Task<Sheet> ReadAsync(InterventionReport report) => App.RunAsync<SheetReader, Sheet>(reader => App.WithDbAsync(db => reader.ReadAsync(db, report, default)));

    private async Task<string> RenderAsync(Sheet sheet)
    {
        await using var html = new StringWriter();
        await App.RunAsync((SheetPrinter printer) => printer.RenderAsync(sheet, html));
        return html.ToString();
    }
}
