using OpsFlux.Kernel.Organisation.Bulk;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Bulk;

internal sealed record Life(TicketState State, DateTimeOffset UpdatedAt, DateTimeOffset? StartedAt, DateTimeOffset? ResolvedAt, DateTimeOffset? ClosedAt);

/// <summary>Draws how far a ticket has come: most open ones are young, a few have been forgotten for years.</summary>
internal sealed class Lifespan(BulkStage stage)
{
    private const double MostYoung = 5;

    /// <summary>So that the whole set holds the share asked for, and no draw asks for more than certainty.</summary>
    private readonly double youth = stage.OpenShare <= 0 ? 0 : Math.Min(MostYoung, (1 / stage.OpenShare) - 1);

    /// <param name="place">0 for the oldest ticket of the set, 1 for the newest.</param>
    public Life Draw(DateTimeOffset openedAt, double place)
    {
        var isOpen = stage.Random.NextDouble() < stage.OpenShare * (1 + youth) * Math.Pow(place, youth);
        return isOpen ? Open(openedAt, stage.Random.Next(100)) : Over(openedAt, stage.Random.Next(100));
    }

    private Life Open(DateTimeOffset openedAt, int percent)
    {
        var started = Later(openedAt, hours: 8);
        return percent switch
        {
            < 10 => new(TicketState.New, openedAt, null, null, null),
            < 30 => new(TicketState.Assigned, Later(openedAt, hours: 1), null, null, null),
            < 65 => new(TicketState.InProgress, Later(started, hours: 72), started, null, null),
            < 85 => new(TicketState.Waiting, Later(started, hours: 72), started, null, null),
            _ => Resolved(started),
        };
    }

    private Life Resolved(DateTimeOffset started)
    {
        var resolved = Later(started, hours: 48);
        return new(TicketState.Resolved, resolved, started, resolved, null);
    }

    private Life Over(DateTimeOffset openedAt, int percent)
    {
        var started = Later(openedAt, hours: 8);
        var resolved = Later(started, hours: 96);
        var closed = Later(resolved, hours: 48);
        return percent < 6 ? new(TicketState.Cancelled, started, null, null, started) : new(TicketState.Closed, closed, started, resolved, closed);
    }

    private DateTimeOffset Later(DateTimeOffset from, int hours)
    {
        var later = from + TimeSpan.FromHours(hours * stage.Random.NextDouble());
        return later < stage.Now ? later : stage.Now;
    }
}
