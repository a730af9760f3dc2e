using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Sla.Steps;
using OpsFlux.Modules.Maintenance.Public;

namespace OpsFlux.Modules.Maintenance.Technicians.Absences;

/// <summary>What people can be told of technicians. Texts: <c>News.{code}</c>.</summary>
public static class TechnicianNews
{
    public static readonly NewsKind AbsentAtWork = new("maintenance.technician.absent_at_work", NotificationCategory.Alert);
    public static readonly NewsKind Certificate = new("maintenance.technician.certificate", NotificationCategory.Reminder);

    public static readonly NewsKind[] All = [AbsentAtWork, Certificate];
}

/// <summary>Tells managers of technicians what they have to arrange, and a technician of his own certificates.</summary>
public sealed class TellAboutTechnician(IDbContextFactory<AppDbContext> dbs, Notifier notifier) : IEventHandler<TechnicianAbsentAtWork>, IEventHandler<CertificateExpiring>
{
    public async Task HandleAsync(Envelope<TechnicianAbsentAtWork> envelope, CancellationToken ct)
    {
        var data = envelope.Data;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await FindAsync(db, data.TechnicianId, ct) is not { } technician) return;
        var message = new Message(TechnicianNews.AbsentAtWork, "Notify.AbsentAtWork", Href(technician), [technician.Name, NewsArgument.Text($"TechnicianState.{data.Kind}"), Day(data.From), Day(data.Until)]);
        await notifier.TellAsync(envelope.Id, envelope.ActorId, envelope.Record, await StepPeople.ManagersAsync(db, technician.StructureId, envelope.At, ct), message, ct);
    }

    public async Task HandleAsync(Envelope<CertificateExpiring> envelope, CancellationToken ct)
    {
        var data = envelope.Data;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await FindAsync(db, data.TechnicianId, ct) is not { } technician) return;
        string[] said = [technician.Name, data.Certificate is null ? data.Skill : $"{data.Skill} ({data.Certificate})", Day(data.ValidUntil)];
        await notifier.TellAsync(
            new(envelope.Id, envelope.ActorId, envelope.Record),
            [
                new(new(TechnicianNews.Certificate, "Notify.OwnCertificate", Href(technician), said), [technician.UserId]),
                new(new(TechnicianNews.Certificate, "Notify.Certificate", Href(technician), said), await StepPeople.ManagersAsync(db, technician.StructureId, envelope.At, ct)),
            ], ct);
    }

    private static Task<Technician?> FindAsync(AppDbContext db, Guid id, CancellationToken ct) => db.Set<Technician>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct);

    private static string Href(Technician technician) => $"/technicians/{technician.Number}";

    /// <summary>The same in every language.</summary>
    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
