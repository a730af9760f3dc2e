using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Modules.Maintenance.Technicians.Absences;

namespace OpsFlux.Modules.Maintenance.Technicians.Certificates;

/// <summary>
/// Every morning: of certificates that expire within thirty days the technician and his managers are warned, once for each last
/// day. Found by an index of those of which nobody was warned. What had expired before it was noted warns of nothing.
/// </summary>
internal sealed class WarnOfCertificates(IDbContextFactory<AppDbContext> dbs, TimeProvider clock) : IScheduledJob
{
    private const int BatchSize = 200;

    /// <summary>Days before the last one.</summary>
    public const int Ahead = 30;

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        var warned = 0;
        for (int batch; ; warned += batch)
        {
            batch = await BatchAsync(ct);
            if (batch < BatchSize) return new("Job.maintenance.certificates.Done", (warned + batch).ToString(CultureInfo.InvariantCulture));
        }
    }

    private async Task<int> BatchAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var today = (await OrganisationDays.ReadAsync(db, ct)).Of(clock.GetUtcNow());
        var skills = await db.Set<TechnicianSkill>().FromSql(
            $"""
             select s.* from maintenance.technician_skills s join maintenance.technicians t on t.id = s.technician_id and t.deleted_at is null
             where s.valid_until is not null and s.warned_for is distinct from s.valid_until and s.valid_until >= {today} and s.valid_until <= {today.AddDays(Ahead)}
             order by s.valid_until, s.id limit {BatchSize} for update of s skip locked
             """).ToListAsync(ct);
        Guid[] ids = [.. skills.Select(s => s.TechnicianId).Distinct()];
        var technicians = await db.Set<Technician>().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, ct);
        foreach (var skill in skills)
        {
            skill.WarnedFor = skill.ValidUntil;
            var technician = technicians[skill.TechnicianId];
            technician.Raise(new CertificateExpiring(technician.Id, technician.UserId, skill.Name, skill.Certificate, skill.ValidUntil!.Value));   // filtered
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return skills.Count;
    }
}
