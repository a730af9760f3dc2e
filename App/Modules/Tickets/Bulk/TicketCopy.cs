using Npgsql;
using NpgsqlTypes;
using OpsFlux.Kernel.Organisation.Bulk;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Bulk;

/// <summary>Copies generated tickets and their timelines in binary form. Columns not named here are null by nature.</summary>
internal static class TicketCopy
{
    public const string WaitingReason = "parts";

    private const string IntoTickets =
        """
        copy tickets.tickets (id, number, external_id, ticket_kind, title, description, structure_id, requester_id, category_id, group_id, assignee_id,
            impact, urgency, priority, state, waiting_reason, solution, opened_at, created_at, updated_at, created_by, updated_by,
            started_at, resolved_at, closed_at, reopen_count, reassignment_count, version) from stdin (format binary)
        """;

    private const string IntoTimeline =
        "copy kernel.timeline (id, record_kind, record_id, at, actor_id, kind, field, old_value, new_value, body, is_internal, is_replay) from stdin (format binary)";

    public static async Task TicketsAsync(NpgsqlConnection owner, IReadOnlyList<BulkTicket> tickets, CancellationToken ct)
    {
        await using var copy = await owner.BeginBinaryImportAsync(IntoTickets, ct);
        foreach (var ticket in tickets) Write(copy, ticket);
        await copy.CompleteAsync(ct);
    }

    public static async Task TimelineAsync(NpgsqlConnection owner, IReadOnlyList<BulkTicket> tickets, Random random, CancellationToken ct)
    {
        await using var copy = await owner.BeginBinaryImportAsync(IntoTimeline, ct);
        foreach (var ticket in tickets)
            foreach (var entry in BulkTimeline.Of(ticket, random))
                Write(copy, ticket.Id, entry, RepeatableIds.At(entry.At, random));
        await copy.CompleteAsync(ct);
    }

    // Values go into a buffer of 8 KB: waiting asynchronously for each of 90 million would cost more than writing them.
    private static void Write(NpgsqlBinaryImporter row, BulkTicket ticket)
    {
        row.StartRow();
        Ids(row, ticket.Id);
        Texts(row, ticket.Number, ticket.Number, (ticket.Urgency is Urgency.High ? TicketKind.Incident : TicketKind.ServiceRequest).ToString(), ticket.Title, ticket.Description);
        Ids(row, ticket.StructureId, ticket.RequesterId, ticket.CategoryId, ticket.GroupId, ticket.AssigneeId);
        Texts(row, ticket.Impact.ToString(), ticket.Urgency.ToString());
        row.Write((short)PriorityMatrix.Usual.For(ticket.Impact, ticket.Urgency), NpgsqlDbType.Smallint);
        Texts(row, ticket.State.ToString(), ticket.State is TicketState.Waiting ? WaitingReason : null, ticket.ResolvedAt is null ? null : "Réglé sur place.");
        Instants(row, ticket.OpenedAt, ticket.OpenedAt, ticket.UpdatedAt);
        Ids(row, ticket.RequesterId, ticket.AssigneeId ?? ticket.RequesterId);
        Instants(row, ticket.StartedAt, ticket.ResolvedAt, ticket.ClosedAt);
        row.Write(0, NpgsqlDbType.Integer);
        row.Write(0, NpgsqlDbType.Integer);
        row.Write(1L, NpgsqlDbType.Bigint);
    }

    private static void Write(NpgsqlBinaryImporter row, Guid ticket, BulkEntry entry, Guid id)
    {
        row.StartRow();
        Ids(row, id);
        Texts(row, Ticket.RecordKind);
        Ids(row, ticket);
        Instants(row, entry.At);
        Ids(row, entry.Actor);
        Texts(row, entry.Kind.ToString(), entry.Field, entry.Old, entry.New, entry.Body);
        row.Write(entry.Kind is TimelineKind.InternalNote, NpgsqlDbType.Boolean);
        row.Write(false, NpgsqlDbType.Boolean);
    }

    public static void Ids(NpgsqlBinaryImporter row, params ReadOnlySpan<Guid?> values)
    {
        foreach (var value in values)
            if (value is { } id) row.Write(id, NpgsqlDbType.Uuid);
            else row.WriteNull();
    }

    public static void Texts(NpgsqlBinaryImporter row, params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
            if (value is not null) row.Write(value, NpgsqlDbType.Varchar);
            else row.WriteNull();
    }

    public static void Instants(NpgsqlBinaryImporter row, params ReadOnlySpan<DateTimeOffset?> values)
    {
        foreach (var value in values)
            if (value is { } at) row.Write(at.UtcDateTime, NpgsqlDbType.TimestampTz);
            else row.WriteNull();
    }
}
