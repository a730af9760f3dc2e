using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Api;

/// <summary>The clocks of a ticket, as they stand when they are asked for.</summary>
internal static class TicketClocksApi
{
    public static void Map(ApiResource tickets) =>
        tickets.Get<ApiList<TicketClock>>("/{ticket}/clocks", ListAsync, TicketPermissions.View, "listTicketClocks", "List the clocks of a ticket")
            .About("Whoever only asked for the ticket is told of the resolution alone, and of it when it is due.");

    private static async Task<IResult> ListAsync(string ticket, ListTicketClocks list, CancellationToken ct)
    {
        var clocks = await list.RunAsync(ticket, ct);
        return clocks.Failed ? (ApiAnswer)clocks.Refusal : ApiAnswer.Ok(new ApiList<TicketClock> { Items = [.. clocks.Value.Clocks.Select(c => Describe(c, clocks.Value.IsInternal))] });
    }

    private static TicketClock Describe(ClockView clock, bool isInternal) => new()
    {
        Code = clock.Code,
        State = ApiJson.Name(clock.State.ToString()),
        StartedAt = clock.StartedAt,
        DueAt = clock.DueAt,
        StoppedAt = clock.StoppedAt,
        Agreement = isInternal ? clock.Agreement : null,
        ElapsedSeconds = isInternal ? (long)clock.Reading.Elapsed.TotalSeconds : null,
        RemainingSeconds = isInternal && clock.Agreement is not null && clock.Reading.Allowed != TimeSpan.MaxValue ? (long)clock.Reading.Remaining.TotalSeconds : null,
    };
}
