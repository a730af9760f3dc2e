using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Mime;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Reports.Printing;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Clients;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Photos;
using OpsFlux.Modules.Maintenance.Interventions.Reporting;
using OpsFlux.Modules.Maintenance.Interventions.Signatures;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Kernel.Files;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Reporting;

/// <summary>Files in a folder of its own, mail that is switched on, and a printer of which the test says whether it works: it writes an empty PDF.</summary>
public sealed class ReportingApp : TestApp, IDisposable
{
    private const string Script = """
        #!/bin/sh
        [ -e "$(dirname "$0")/broken" ] && exit 3
        for a in "$@"; do case "$a" in --print-to-pdf=*) printf '%%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%%%EOF\n' > "${a#--print-to-pdf=}";; esac; done
        """;

    private readonly TempFolder folder = new("-reports");

    public ReportingApp()
    {
        File.WriteAllText(folder["printer.sh"], Script.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder["printer.sh"], (UnixFileMode)0b111_101_101);
            File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        }
    }

    /// <summary>From now on every attempt to print fails, or not.</summary>
    public bool PrinterIsBroken
    {
        set
        {
            if (value) File.WriteAllText(folder["broken"], "");
            else File.Delete(folder["broken"]);
        }
    }

    public void Dispose() => folder.Dispose();

    protected override void Change(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton(new MailSettings
        {
            Smtp = new("127.0.0.1", 1, OpsFlux.Kernel.Mail.Smtp.SmtpSecurity.None, TimeSpan.FromSeconds(1)), From = Mailbox.Parse("OpsFlux <desk@exemple.fr>"), PublicUrl = new("https://desk.exemple.fr"),
        }));
        services.Replace(ServiceDescriptor.Singleton(new FilesOptions { Folder = folder["files"] }));
        services.AddSingleton(Options.Create(new PdfOptions { Chromium = folder["printer.sh"] }));
    }

    /// <summary>Delivers events, then prints and mails what is due now; answers how many steps of reports were tried.</summary>
    public async Task<int> WorkAsync()
    {
        await DrainEventsAsync();
        return await Services.GetRequiredService<ReportLoop>().DrainAsync(default);
    }
}

/// <summary>Clients with people, and work at their places.</summary>
internal static class ReportingScene
{
    private static readonly string[] Held =
    [
        MaintenancePermissions.View, MaintenancePermissions.Work, MaintenancePermissions.Comment, MaintenancePermissions.Edit, MaintenancePermissions.Sign, MaintenancePermissions.Rate,
        MaintenancePermissions.Unarchive,
    ];

    public static async Task<(Structure Structure, Client Client)> ClientAsync(this TestApp app, string language = "fr")
    {
        var structure = await app.SaveAsync(Make.Structure("Conserverie Atlas", kind: StructureKind.Client));
        var client = await app.SaveAsync(new Client { Name = structure.Name, StructureId = structure.Id, Address = "12, rue du Port", City = "Agadir", Language = language });
        return (structure, client);
    }

    public static async Task<Intervention> WorkAtAsync(this TestApp app, Structure structure, InterventionState until = InterventionState.Closed)
    {
        var technician = await app.TechnicianAsync();
        var work = await app.InterventionAsync(await app.EquipmentAsync(structure.Id), technician);
        foreach (var permission in Held) app.User.Grant(permission, Scope.All);
        if (until != InterventionState.Open) Assert.Null((await app.StepAsync(work.Id, InterventionTrigger.Start)).Refusal);
        if (until == InterventionState.Closed) Assert.Null((await app.StepAsync(work.Id, InterventionTrigger.Close)).Refusal);
        return await app.LoadAsync<Intervention>(work.Id);
    }

    /// <summary>The next acts are those of a person of this client, with what clients hold.</summary>
    public static async Task<User> AsClientAsync(this TestApp app, Structure structure)
    {
        var person = await app.SaveAsync(Make.User("Omar Tazi", structure.Id));
        app.User.Reset();
        app.User.As(person);
        foreach (var permission in new[] { MaintenancePermissions.View, MaintenancePermissions.Comment, MaintenancePermissions.Sign, MaintenancePermissions.Rate }) app.User.Grant(permission, Scope.Structure, structure.Id);
        return person;
    }

    public static Task<Result> SignAsync(this TestApp app, Guid work, SignatureParty party = SignatureParty.Technician, string name = "Rachid Amrani", Guid? replaces = null, bool isTyped = false, params int[][] strokes) =>
        app.RunAsync((SignIntervention use) => use.RunAsync(
            new() { InterventionId = work, Party = party, Name = name, IsTyped = isTyped, ReplacesSignatureId = replaces, Strokes = strokes.Length > 0 || isTyped ? [.. strokes] : [[10, 20, 30, 40], [50, 60]] }, default));

    public static async Task<SignatureList> SignaturesAsync(this TestApp app, Guid work) => (await app.RunAsync((ListSignatures use) => use.RunAsync(work, default))).Value!;

    public static async Task<ReportList> ReportsAsync(this TestApp app, Guid work) => (await app.RunAsync((ListReports use) => use.RunAsync(work, default))).Value!;

    public static Task<Result> MakeReportAsync(this TestApp app, Guid work, string? reason = null) =>
        app.RunAsync((MakeReport use) => use.RunAsync(new() { InterventionId = work, Reason = reason }, default));

    /// <summary>As the endpoint does it: attached first, marked then.</summary>
    public static async Task<Result> PhotoAsync(this TestApp app, Intervention work, PhotoMoment moment, string name = "avant.png", byte[]? content = null)
    {
        using var body = new MemoryStream(content ?? Samples.Png(40, 30));
        var attached = await app.RunAsync((AttachContent use) => use.RunAsync(new(work.Ref, null), false, name, body, default));
        return attached.Failed ? attached.Refusal : await app.RunAsync((AddPhotos use) => use.RunAsync(work.Id, moment, [attached.Value], default));
    }

    public static async Task<PhotoList> PhotosAsync(this TestApp app, Guid work) => (await app.RunAsync((ListPhotos use) => use.RunAsync(work, default))).Value!;

    public static Task<List<MailMessage>> MailsOfAsync(this TestApp app, Guid work) =>
        app.WithDbAsync(db => db.Set<MailMessage>().AsNoTracking().Include(m => m.Attachments).Where(m => m.RecordId == work && m.EventId != null).OrderBy(m => m.Recipient).ToListAsync());
}
