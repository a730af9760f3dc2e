using System.Collections.Frozen;
using OpsFlux.Kernel.Import;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Import;

/// <summary>A state as both sides name it. ServiceNow's waiting states are ours with a reason.</summary>
internal sealed record ServiceNowState(TicketState State, string? WaitingReason = null);

/// <summary>One row of the audit log: what the incident was from <see cref="UpdatedAt"/> on. Null is what the file does not know.</summary>
internal sealed record ServiceNowEvent(
    string Number, int ModCount, DateTimeOffset UpdatedAt, DateTimeOffset OpenedAt, ServiceNowState State)
{
    private const int NameMax = 100;
    private const int Lowest = 3;

    public static readonly string[] RequiredColumns =
    [
        "number", "incident_state", "reassignment_count", "reopen_count", "sys_mod_count", "caller_id", "opened_at", "sys_updated_by", "sys_updated_at",
        "location", "category", "subcategory", "impact", "urgency", "priority", "assignment_group", "assigned_to", "resolved_by", "resolved_at", "closed_at",
    ];

    private static readonly FrozenDictionary<string, ServiceNowState> States = new Dictionary<string, ServiceNowState>
    {
        ["New"] = new(TicketState.New),
        ["Active"] = new(TicketState.InProgress),
        ["Awaiting User Info"] = new(TicketState.Waiting, "requester"),
        ["Awaiting Problem"] = new(TicketState.Waiting, "problem"),
        ["Awaiting Vendor"] = new(TicketState.Waiting, "supplier"),
        ["Awaiting Evidence"] = new(TicketState.Waiting, "evidence"),
        ["Resolved"] = new(TicketState.Resolved),
        ["Closed"] = new(TicketState.Closed),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public DateTimeOffset? CreatedAt { get; private init; }
    public DateTimeOffset? ResolvedAt { get; private init; }
    public DateTimeOffset? ClosedAt { get; private init; }
    public int? Reassignments { get; private init; }
    public int? Reopenings { get; private init; }
    public Impact? Impact { get; private init; }
    public Urgency? Urgency { get; private init; }
    public Priority? Priority { get; private init; }
    public string? Caller { get; private init; }
    public string? OpenedBy { get; private init; }
    public string? CreatedBy { get; private init; }
    public string? UpdatedBy { get; private init; }
    public string? ResolvedBy { get; private init; }
    public string? AssignedTo { get; private init; }
    public string? Group { get; private init; }
    public string? Location { get; private init; }
    public string? Category { get; private init; }
    public string? Subcategory { get; private init; }
    public string? Symptom { get; private init; }

    /// <summary>Null when something on the row is wrong; what, stands in its errors.</summary>
    public static ServiceNowEvent? Read(ImportRow row)
    {
        row.Require("number", "incident_state", "sys_mod_count", "opened_at", "sys_updated_at");
        var number = row.Text("number", NameMax);
        var state = row.Choice("incident_state", States);
        var (modCount, opened, updated) = (row.Count("sys_mod_count"), row.Instant("opened_at"), row.Instant("sys_updated_at"));
        var read = new ServiceNowEvent(number ?? "", modCount ?? 0, updated ?? default, opened ?? default, state ?? new(default))
        {
            CreatedAt = row.Instant("sys_created_at"),
            ResolvedAt = row.Instant("resolved_at"),
            ClosedAt = row.Instant("closed_at"),
            Reassignments = row.Count("reassignment_count"),
            Reopenings = row.Count("reopen_count"),
            Impact = row.Level("impact", Lowest) is { } impact ? (Impact)(impact - 1) : null,
            Urgency = row.Level("urgency", Lowest) is { } urgency ? (Urgency)(urgency - 1) : null,
            Priority = row.Level("priority", (int)Shared.Tickets.Priority.VeryLow) is { } priority ? (Priority)priority : null,
            Caller = row.Text("caller_id", NameMax),
            OpenedBy = row.Text("opened_by", NameMax),
            CreatedBy = row.Text("sys_created_by", NameMax),
            UpdatedBy = row.Text("sys_updated_by", NameMax),
            ResolvedBy = row.Text("resolved_by", NameMax),
            AssignedTo = row.Text("assigned_to", NameMax),
            Group = row.Text("assignment_group", NameMax),
            Location = row.Text("location", NameMax),
            Category = row.Text("category", NameMax),
            Subcategory = row.Text("subcategory", NameMax),
            Symptom = row.Text("u_symptom", NameMax),
        };
        return row.Errors.Count > 0 ? null : read;
    }
}
