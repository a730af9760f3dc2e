using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Maintenance.Portal;

/// <summary>
/// A client reports a problem: a ticket in his name, linked to the equipment, that says whether it stands still. Refuses: forbidden, invalid,
/// no-client, unknown-equipment (also of another client), and what opening a ticket refuses.
/// </summary>
[Needs(MaintenancePermissions.ViewPortal)]
public sealed class ReportProblem(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TicketRequests tickets, TextCatalog texts, TimeProvider clock) : IUseCase
{
    public async Task<Result<RaisedTicket>> RunAsync(ReportProblemRequest request, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewPortal)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await ClientPeople.StructureOf(db, user).SingleOrDefaultAsync(ct) is not { } client) return Refusal.Conflict(MaintenanceRefusals.NoClient);
        var equipment = request.EquipmentId is { } id ? await EquipmentReading.Sights(db, user).SingleOrDefaultAsync(e => e.Id == id, ct) : null;
        if (request.EquipmentId is not null && equipment is null) return Refusal.Conflict(MaintenanceRefusals.UnknownEquipment);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var asked = Asked(request, equipment, await SiteAsync(db, client, equipment, ct));
        if (request.Severity == ProblemSeverity.StandsStill) asked = asked with { Description = $"**{await StandsStillAsync(db, ct)}**\n\n{asked.Description}" };
        var opened = await tickets.OpenAsync(db, asked, ct);
        if (opened.Failed) return opened.Refusal;
        db.Add(new ReportedProblem { TicketId = opened.Value.Ref.Id, StandsStill = request.Severity == ProblemSeverity.StandsStill, ReportedAt = clock.GetUtcNow() });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return opened.Value;
    }

    /// <summary>For all who read the ticket outside of its page, in the language of whoever reports, as the rest of what he says.</summary>
    private async Task<string> StandsStillAsync(AppDbContext db, CancellationToken ct)
    {
        var language = await db.Set<User>().Where(u => u.Id == user.Id).Select(u => u.Language).SingleAsync(ct);
        CultureInfo.CurrentUICulture = Languages.All.FirstOrDefault(l => l.Name == language) ?? Languages.All[0];   // ends with this call
        return texts["Requests.StandsStill"];
    }

    private static TicketToOpen Asked(ReportProblemRequest request, EquipmentSight? equipment, Guid? site)
    {
        var what = request.What.Trim();
        var first = TypedText.OneLine(what.Split('\n', 2)[0]);
        return new()
        {
            Title = (equipment is not null ? $"{equipment.Name} : {first}" : first.Length < TicketLimits.TitleMin ? TypedText.OneLine(what) : first).CutTo(TicketLimits.TitleMax),
            Description = what,
            StructureId = equipment?.StructureId,
            SiteId = site,
            Urgency = request.Severity == ProblemSeverity.Hinders ? Urgency.Medium : Urgency.High,
            About = equipment is null ? [] : [new(EquipmentReading.RecordKind, equipment.Id)],
            Tray = request.Tray,
        };
    }

    /// <summary>Where the equipment stands; the client's only site where none is chosen.</summary>
    private static async Task<Guid?> SiteAsync(AppDbContext db, Structure client, EquipmentSight? equipment, CancellationToken ct)
    {
        if (equipment is not null)
            return await db.Set<Site>().AnyAsync(s => s.Id == equipment.SiteId && s.StructureId == equipment.StructureId && s.IsActive, ct) ? equipment.SiteId : null;
        var sites = await db.Set<Site>().Where(s => s.StructureId == client.Id && s.IsActive).Select(s => s.Id).Take(2).ToListAsync(ct);
        return sites is [var only] ? only : null;
    }
}
