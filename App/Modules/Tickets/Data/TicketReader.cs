using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Modules.Tickets.Data;

/// <summary>For whom a filter is read: "me", "my team" and "this month" mean something to one person, in his zone, now.</summary>
internal sealed record TicketReader(Guid Id, TimeZoneInfo Zone, DateTimeOffset Now)
{
    public static TicketReader Of(ICurrentUser user, ReaderZone zone, TimeProvider clock) => new(user.Id, zone.Zone, clock.GetUtcNow());

    /// <summary>From the first instant of the period to the first after it.</summary>
    public (DateTimeOffset First, DateTimeOffset End) InstantsOf(DatePeriod period)
    {
        var days = DaySpan.Of(period, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Zone).Date));
        return (StartOf(days.From), StartOf(days.To.AddDays(1)));
    }

    public DateTimeOffset StartOf(DateOnly day) => ReaderZone.StartOf(day, Zone);
}
