using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Kernel.Sla;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Modules.Tickets.Compliance;

/// <summary>Tickets of every outcome. Hours are counted from the given instant; a resolution may take ten working hours.</summary>
internal sealed class OutcomeScene(TestApp app, ClockScene scene, DateTimeOffset start)
{
    public async Task MakeAsync(Structure own, Structure second)
    {
        var technician = await app.SaveAsync(Make.User("Karim Benali", own.Id));
        var site = await app.SaveAsync(Make.Site(structure: own.Id));
        var category = await app.SaveAsync(Make.Category());
        await MetAsync(own, technician, site);
        await MetAsync(second, null, null);
        await LateAsync(own, technician, site, isJustified: false);
        await LateAsync(own, null, null, isJustified: true);
        await LateAsync(second, null, null, isJustified: true);
        await ReopenedAsync(own, technician, category, lateInTheEnd: false);
        await ReopenedAsync(own, technician, category, lateInTheEnd: true);
        await ReopenedAndOpenAsync(own, technician);
        await ExcludedAsync(own, isStopped: true);
        await ExcludedAsync(own, isStopped: false);
        await GoneAsync(own);
        await OpenAsync(own, second, technician);
    }

    private async Task MetAsync(Structure structure, User? technician, Site? site)
    {
        var ticket = await AtAsync(0, () => scene.OpenAsync(structure, site: site?.Id, assignee: technician?.Id));
        await MarkAsync(ticket, 0.5, ClockFactKind.Stopped, TicketClocks.TakeCharge);
        await MarkAsync(ticket, 3, ClockFactKind.Paused, key: "parts");
        await MarkAsync(ticket, 30, ClockFactKind.Resumed, key: "parts");
        await MarkAsync(ticket, 31, ClockFactKind.Stopped);
    }

    private async Task LateAsync(Structure structure, User? technician, Site? site, bool isJustified)
    {
        var ticket = await AtAsync(2, () => scene.OpenAsync(structure, site: site?.Id, assignee: technician?.Id));
        await MarkAsync(ticket, 10, ClockFactKind.Stopped, TicketClocks.TakeCharge);
        await MarkAsync(ticket, 100, ClockFactKind.Stopped);
        if (isJustified) await ChangeAsync(ticket, c => (c.Justification, c.JustifiedBy, c.JustifiedAt) = ("La pièce manquait chez le fournisseur", World.Alice, app.Clock.Now));
    }

    /// <summary>Solved in time, reopened, and solved again: one outcome, that of the last time.</summary>
    private async Task ReopenedAsync(Structure structure, User technician, Category category, bool lateInTheEnd)
    {
        var ticket = await AtAsync(24, () => scene.OpenAsync(structure, assignee: technician.Id, category: category.Id));
        await MarkAsync(ticket, 24.25, ClockFactKind.Stopped, TicketClocks.TakeCharge);
        await MarkAsync(ticket, 26, ClockFactKind.Stopped);
        await MarkAsync(ticket, 48, ClockFactKind.Restarted);
        await MarkAsync(ticket, lateInTheEnd ? 100 : 50, ClockFactKind.Stopped);
    }

    private async Task ReopenedAndOpenAsync(Structure structure, User technician)
    {
        var ticket = await AtAsync(24, () => scene.OpenAsync(structure, assignee: technician.Id));
        await MarkAsync(ticket, 26, ClockFactKind.Stopped);
        await MarkAsync(ticket, (24 * 25) + 6, ClockFactKind.Restarted);   // an hour before the report is read
    }

    private async Task ExcludedAsync(Structure structure, bool isStopped)
    {
        var ticket = await AtAsync(3, () => scene.OpenAsync(structure));
        if (isStopped) await MarkAsync(ticket, 5, ClockFactKind.Stopped);
        foreach (var code in new[] { TicketClocks.TakeCharge, TicketClocks.Resolution })
            await ChangeAsync(ticket, c => c.Facts = FactsJson.Write([.. FactsJson.Read(c.Facts), new(ClockFactKind.Excluded, start.AddHours(6), "Panne générale du courant")]), code);
    }

    /// <summary>Cancelled, merged and deleted after a clock of theirs had been met.</summary>
    private async Task GoneAsync(Structure structure)
    {
        for (var way = 0; way < 3; way++)
        {
            var ticket = await AtAsync(4, () => scene.OpenAsync(structure));
            await MarkAsync(ticket, 4.25, ClockFactKind.Stopped, TicketClocks.TakeCharge);
            app.Clock.Now = start.AddHours(5);
            await scene.ActAsync(ticket, t =>
            {
                if (way == 0) t.Delete("Essai", World.Alice, app.Clock.Now);
                else if (way == 1) t.MergeInto(Make.Ticket(number: "TIC-2026-999999"), app.Clock.Now);
                else (t.State, t.ClosedAt) = (TicketState.Cancelled, app.Clock.Now);
            });
            if (way == 2) await MarkAsync(ticket, 5, ClockFactKind.Cancelled, key: "over");
        }
    }

    /// <summary>Still going on when the report is read: at risk, not yet, waiting although nearly used up, and long since late.</summary>
    private async Task OpenAsync(Structure own, Structure second, User technician)
    {
        const double read = (24 * 25) + 7;   // from the beginning to the moment of reading
        await AtAsync(read - 2, () => scene.OpenAsync(second, assignee: technician.Id));
        await AtAsync(read - 24 - 1, () => scene.OpenAsync(own, assignee: technician.Id));
        await AtAsync(read - 24 - 3, () => scene.OpenAsync(second));
        await AtAsync(0, () => scene.OpenAsync(own));
        var waiting = await AtAsync(read - 24 - 3, () => scene.OpenAsync(own));
        await MarkAsync(waiting, read - 0.5, ClockFactKind.Paused, key: "parts");
        await AtAsync(read + 0.25 - 1, () => scene.OpenAsync(own));   // three quarters of the hour to take it in charge
    }

    private Task<Ticket> AtAsync(double hours, Func<Task<Ticket>> act)
    {
        app.Clock.Now = start.AddHours(hours);
        return act();
    }

    private Task MarkAsync(Ticket ticket, double hours, ClockFactKind kind, string clock = TicketClocks.Resolution, string? key = null)
    {
        app.Clock.Now = start.AddHours(hours);
        return scene.MarkAsync(ticket, kind, key, clock);
    }

    /// <summary>Writes to the clock itself what another part of the application decides, and derives the rest anew.</summary>
    private Task ChangeAsync(Ticket ticket, Action<SlaClock> change, string code = TicketClocks.Resolution) => app.WithDbAsync(async db =>
    {
        var clock = await db.Set<SlaClock>().SingleAsync(c => c.RecordId == ticket.Id && c.Code == code);
        change(clock);
        var agreements = new Agreements(db);
        ClockSheet.Fill(clock, await agreements.RulesAsync(clock.CalendarVersionId, default), await agreements.StepsAsync(clock.PolicyId, code, default), app.Clock.Now);
        return await db.SaveChangesAsync();
    });
}
