using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Maintenance.Checklists;

/// <summary>Requests are tickets, opened by the rules of the desk in the name of whoever checked the point.</summary>
internal sealed class RaiseTicket(TicketRequests tickets, TextCatalog texts) : IRaiseRequest
{
    public async Task<Result<Guid>> RaiseAsync(AppDbContext db, Intervention intervention, InterventionCheck check, CancellationToken ct)
    {
        var equipment = intervention.EquipmentId is { } id ? await EquipmentReading.Named(db).Where(e => e.Id == id).Select(e => e.Name).SingleOrDefaultAsync(ct) : null;
        var title = $"{check.Text} – {equipment ?? intervention.Number}";
        var raised = await tickets.OpenAsync(
            db,
            new()
            {
                Title = title.Length <= TicketLimits.TitleMax ? title : title[..(TicketLimits.TitleMax - 1)] + "…",
                Description = Describe(intervention, check, equipment), StructureId = intervention.StructureId, SiteId = intervention.SiteId, About = [intervention.Ref],
            },
            ct);
        return raised.Failed ? raised.Refusal : raised.Value.Ref.Id;
    }

    /// <summary>In the words of whoever checked it: what failed, where, what was measured and what was said.</summary>
    private string Describe(Intervention intervention, InterventionCheck check, string? equipment)
    {
        var said = new StringBuilder(texts.Format("Checks.RequestBody", check.Text, intervention.Number));
        if (equipment is not null) said.Append("\n\n").Append(texts.Format("Checks.RequestEquipment", equipment));
        if (check.Value is { } value)
            said.Append("\n\n").Append(texts.Format("Checks.RequestMeasured", $"{value.ToString("0.####", CultureInfo.CurrentCulture)} {check.Unit}".TrimEnd(), texts.LimitsOf(check)));
        if (check.Note is not null) said.Append("\n\n").Append(check.Note);
        return said.ToString();
    }
}
