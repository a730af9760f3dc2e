using Npgsql;
using NpgsqlTypes;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation.Bulk;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Bulk;

/// <summary>
/// One agreement for all, in office hours, and the two clocks of each ticket as they stand now: those that go on wake when they
/// reach their next step, as they would had people written them.
/// </summary>
internal sealed class BulkClocks
{
    private const string Office = "08:30-12:30 14:00-18:00", Agreement = "Engagement général";
    private const int TakeChargeMinutes = 4 * 60, ResolutionMinutes = 5 * 8 * 60, WarningPercent = 75;

    private const string IntoClocks =
        """
        copy kernel.sla_clocks (id, record_kind, record_id, code, ordinal, policy_id, reason, calendar_version_id, facts, state,
            started_at, due_at, stopped_at, decided_at, is_lead, wake_at, taken_step) from stdin (format binary)
        """;

    private readonly Guid policy, version;
    private readonly CalendarRules calendar;
    private readonly PolicyDefinition definition;
    private readonly DateTimeOffset now;

    private BulkClocks(Guid policy, Guid version, CalendarRules calendar, PolicyDefinition definition, DateTimeOffset now) =>
        (this.policy, this.version, this.calendar, this.definition, this.now) = (policy, version, calendar, definition, now);

    public static async Task<BulkClocks> WriteAgreementAsync(BulkStage stage, CancellationToken ct)
    {
        var begin = stage.Now - BulkStage.Span;
        var (calendarId, version, policy) = (RepeatableIds.At(begin, stage.Random), RepeatableIds.At(begin, stage.Random), RepeatableIds.At(begin, stage.Random));
        var calendar = new CalendarDefinition { ZoneId = ReaderZone.DefaultZoneId, Week = [.. Enumerable.Repeat(Office, 5), "", ""], Packs = ["ma"] };
        var definition = new PolicyDefinition
        {
            Targets = [new(TicketClocks.TakeCharge, TakeChargeMinutes, null), new(TicketClocks.Resolution, ResolutionMinutes, null)],
            Steps = [new(null, WarningPercent, StepAction.Notify, StepReceiver.Assignee), new(null, PolicyDefinition.DuePercent, StepAction.Notify, StepReceiver.Manager)],
        };
        await ExecuteAsync(stage.Owner, "insert into kernel.calendars (id, name, current_id, is_active, version) values ($1, 'Bureau', $2, true, 1)", ct, calendarId, version);
        await ExecuteAsync(
            stage.Owner, "insert into kernel.calendar_versions (id, calendar_id, number, definition, created_at, created_by) values ($1, $2, 1, $3::jsonb, $4, $5)", ct,
            version, calendarId, calendar.ToJson(), begin.UtcDateTime, SystemUser.SystemId);
        await ExecuteAsync(stage.Owner, "insert into kernel.calendar_choices (id, calendar_id) values ($1, $2)", ct, RepeatableIds.At(begin, stage.Random), calendarId);
        await ExecuteAsync(
            stage.Owner, "insert into kernel.sla_policies (id, name, record_kind, calendar_id, definition, is_active, version) values ($1, $2, $3, $4, $5::jsonb, true, 1)", ct,
            policy, Agreement, Ticket.RecordKind, calendarId, definition.ToJson());
        return new(policy, version, calendar.ToRules(), definition, stage.Now);
    }

    public async Task CopyAsync(NpgsqlConnection owner, IReadOnlyList<BulkTicket> tickets, Random random, CancellationToken ct)
    {
        // Ids first: they are drawn one after the other, and all the rest may be computed side by side.
        var drawn = tickets.Select(t => (Ticket: t, TakeCharge: RepeatableIds.At(t.OpenedAt, random), Resolution: RepeatableIds.At(t.OpenedAt, random))).ToList();
        await using var copy = await owner.BeginBinaryImportAsync(IntoClocks, ct);
        foreach (var clock in drawn.AsParallel().AsOrdered().WithCancellation(ct).SelectMany(d => Of(d.Ticket, d.TakeCharge, d.Resolution))) Write(copy, clock);
        await copy.CompleteAsync(ct);
    }

    private List<SlaClock> Of(BulkTicket ticket, Guid takeCharge, Guid resolution)
    {
        List<ClockFact> waits = ticket.State is TicketState.Waiting ? [new(ClockFactKind.Paused, ticket.UpdatedAt, TicketCopy.WaitingReason)] : [];
        List<SlaClock> clocks =
        [
            Clock(ticket, takeCharge, TicketClocks.TakeCharge, ticket.StartedAt ?? ticket.ResolvedAt, []),
            Clock(ticket, resolution, TicketClocks.Resolution, ticket.ResolvedAt, waits),
        ];
        new ClockBook(Ticket.RecordKind, ticket.Id, clocks).Lead();
        return clocks;
    }

    private SlaClock Clock(BulkTicket ticket, Guid id, string code, DateTimeOffset? stopped, List<ClockFact> facts)
    {
        facts.AddRange([new(ClockFactKind.Started, ticket.OpenedAt), new(ClockFactKind.TargetChanged, ticket.OpenedAt, Target: definition.TargetOf(code))]);
        if (stopped is { } at) facts.Add(new(ClockFactKind.Stopped, at));
        else if (ticket.ClosedAt is { } closed) facts.Add(new(ClockFactKind.Cancelled, closed, Ticket.Over));
        var clock = new SlaClock
        {
            Id = id, RecordKind = Ticket.RecordKind, RecordId = ticket.Id, Code = code, Ordinal = 1,
            PolicyId = policy, Reason = "", CalendarVersionId = version, Facts = FactsJson.Write(facts),
        };
        var steps = definition.StepsOf(code);
        ClockSheet.PassOver(clock, calendar, steps, now);   // nobody is told of what lies behind
        ClockSheet.Fill(clock, calendar, steps, now);
        return clock;
    }

    private static void Write(NpgsqlBinaryImporter row, SlaClock clock)
    {
        row.StartRow();
        TicketCopy.Ids(row, clock.Id);
        TicketCopy.Texts(row, clock.RecordKind);
        TicketCopy.Ids(row, clock.RecordId);
        TicketCopy.Texts(row, clock.Code);
        row.Write(clock.Ordinal, NpgsqlDbType.Integer);
        TicketCopy.Ids(row, clock.PolicyId);
        TicketCopy.Texts(row, clock.Reason);
        TicketCopy.Ids(row, clock.CalendarVersionId);
        row.Write(clock.Facts, NpgsqlDbType.Jsonb);
        TicketCopy.Texts(row, clock.State.ToString());
        TicketCopy.Instants(row, clock.StartedAt, clock.DueAt, clock.StoppedAt, clock.DecidedAt);
        row.Write(clock.IsLead, NpgsqlDbType.Boolean);
        TicketCopy.Instants(row, clock.WakeAt);
        row.Write(clock.TakenStep, NpgsqlDbType.Integer);
    }

    private static async Task ExecuteAsync(NpgsqlConnection owner, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, owner);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
