using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Reports;
using OpsFlux.Modules.Tickets.Pages;
using OpsFlux.Modules.Tickets.UseCases;

namespace OpsFlux.Modules.Tickets.Reports;

/// <summary>The columns of the tickets' export, from which the kernel writes Excel, PDF and CSV.</summary>
internal static class TicketReport
{
    public static ReportColumns<ExportedTicket> Columns(TextCatalog texts) => new ReportColumns<ExportedTicket>()
        .Text(texts["Field.Number"], t => t.Number, 2.1)
        .Text(texts["Field.Title"], t => t.Title, 3.2)
        .Text(texts["Field.State"], t => texts.StateOf(t.State, t.WaitingReason), 1.5)
        .Text(texts["Field.Priority"], t => texts.Of(t.Priority), 1.3)
        .Text(texts["Field.Category"], t => t.Category, 2)
        .Text(texts["Field.Structure"], t => t.Structure, 1.6)
        .Text(texts["Field.Requester"], t => t.Requester, 1.5)
        .Text(texts["Field.Assignee"], t => t.Assignee ?? t.Group, 1.5)
        .Instant(texts["Field.OpenedAt"], t => t.OpenedAt, 1.6)
        .Instant(texts["Field.ResolvedAt"], t => t.ResolvedAt, 1.6)
        .Instant(texts["Field.ClosedAt"], t => t.ClosedAt, 1.6)
        .Instant(texts["Report.Due"], t => t.DueAt, 1.6)
        .Text(texts["Report.Standing"], t => t.Standing is { } standing ? texts[$"Sla.Short.{standing}"] : null, 1.4)
        .Whole(texts["Report.Score"], t => t.Score, 0.8)
        .Whole(texts["Report.MinutesSpent"], t => t.MinutesSpent, 1);
}
