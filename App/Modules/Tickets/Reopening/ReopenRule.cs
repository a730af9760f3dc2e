using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Reopening;

/// <summary>
/// For how long a closed ticket can be taken up again: months later it is another story, and its figures are reported. A
/// resolved one, which nobody has validated yet, always can.
/// </summary>
[PartOf(typeof(MoveTicket), typeof(GetTicket))]
public sealed class ReopenRule(ReadSettings settings, TimeProvider clock) : IUseCase
{
    /// <summary>Days after closing; 0: never.</summary>
    public static readonly NumberSetting Days = new("tickets.ReopenWithinDays", Default: 30, Min: 0, Max: 3650);

    /// <summary>Null where it may be reopened. Refuses: reopen-too-late, reopen-never.</summary>
    public async Task<Refusal?> CheckAsync(AppDbContext db, Ticket ticket, CancellationToken ct)
    {
        if (ticket.ClosedAt is not { } closed) return null;
        var days = await settings.NumberAsync(db, Days, ticket.StructureId, ct);
        if (days == 0) return Refusal.Conflict(TicketRefusals.ReopenNever);
        return clock.GetUtcNow() - closed <= TimeSpan.FromDays(days) ? null : Refusal.Conflict(TicketRefusals.ReopenTooLate, days);
    }
}
