using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Maintenance.Requests;

/// <summary>A ticket that is about to become an intervention, with copies of its files that hang nowhere yet.</summary>
public sealed record TicketSource(TicketMaterial Ticket, IReadOnlyList<Attachment> Files);

/// <summary>What an intervention takes along of the ticket it is made of, and what the ticket says of it.</summary>
[PartOf(typeof(CreateIntervention))]
public sealed class TurnTicket(ICurrentUser user, TicketTurning turning, CopyFiles files, TimeProvider clock) : IUseCase
{
    /// <summary>Outside of any transaction: contents are copied. Refuses: not-found, tickets.is-over.</summary>
    public async Task<Result<TicketSource>> ReadAsync(AppDbContext db, string number, CancellationToken ct)
    {
        var read = await turning.ReadAsync(db, number, ct);
        if (read.Failed) return read.Refusal;
        if (!read.Value.IsOpen) return Refusal.Conflict(TicketRefusals.IsOver);
        return new TicketSource(read.Value, await files.CopyAsync(db, read.Value.Files, ct));
    }

    /// <summary>Holds the ticket until the transaction ends. Null where nothing was made of it yet. Refuses: already-turned.</summary>
    public async Task<Refusal?> HoldAsync(AppDbContext db, TicketSource source, CancellationToken ct)
    {
        await turning.LockAsync(db, source.Ticket.Ref.Id, ct);
        if (!await db.Set<TicketWork>().AnyAsync(w => w.TicketId == source.Ticket.Ref.Id && w.EndedAt == null, ct)) return null;
        var number = await TicketWorks.GoingOn(db, user, source.Ticket.Ref.Id).Select(i => i.Number).FirstOrDefaultAsync(ct);
        return Refusal.Conflict(MaintenanceRefusals.AlreadyTurned, source.Ticket.Number, number ?? "–");
    }

    /// <summary>What was said goes along, each line with its author and instant; before the first save.</summary>
    public void Carry(Intervention intervention, TicketSource source)
    {
        foreach (var said in source.Ticket.Said)
        {
            intervention.Log(new()
            {
                Kind = said.IsInternal ? TimelineKind.InternalNote : TimelineKind.Comment, At = said.At, ActorId = said.AuthorId, ActorName = said.AuthorId is null ? said.AuthorName ?? "OpsFlux" : null,
                Body = said.Body, IsInternal = said.IsInternal, IsReplay = true,
            });
        }
    }

    /// <summary>Once the intervention has its number: files, the link, and what the ticket says. Refuses: not-found, tickets.is-over.</summary>
    public async Task<Result> TurnAsync(AppDbContext db, TicketSource source, Intervention intervention, CancellationToken ct)
    {
        files.Hang(db, source.Files, intervention);
        db.Add(new TicketWork { InterventionId = intervention.Id, TicketId = source.Ticket.Ref.Id, TurnedBy = user.Id, TurnedAt = clock.GetUtcNow() });
        var become = await turning.BecomeAsync(db, source.Ticket.Ref.Id, intervention, ct);
        return become.Failed ? become : await db.TrySaveAsync(ct);
    }

    /// <summary>Nothing came of it.</summary>
    public Task DiscardAsync(TicketSource source) => files.DiscardAsync(source.Files);
}
