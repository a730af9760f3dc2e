namespace OpsFlux.Modules.Tickets.Domain;

/// <summary>A member of the group a ticket was routed to.</summary>
/// <param name="OpenTickets">Tickets assigned to him and not yet resolved.</param>
/// <param name="LastAssignedAt">Null: never had one.</param>
public sealed record Candidate(Guid UserId, string Name, IReadOnlyList<string> Skills, bool IsAvailable, int OpenTickets, DateTimeOffset? LastAssignedAt);

/// <summary>Chooses who gets a new ticket: knows the trade, is there, has the least to do; of equals, who waited longest.</summary>
public static class AutoAssignment
{
    /// <summary>Why a ticket waits with its group.</summary>
    public const string Nobody = "AutoAssigned.Nobody";

    /// <summary>Null when nobody of the group is available with the skill: the ticket then waits with the group.</summary>
    public static Candidate? Choose(IEnumerable<Candidate> candidates, string? skill) => candidates
        .Where(c => c.IsAvailable && (skill is null || c.Skills.Contains(skill, StringComparer.OrdinalIgnoreCase)))
        .OrderBy(c => c.OpenTickets)
        .ThenBy(c => c.LastAssignedAt ?? DateTimeOffset.MinValue)
        .ThenBy(c => c.UserId)
        .FirstOrDefault();

    /// <summary>Why, as the timeline keeps it: a resource key and its argument.</summary>
    public static string ReasonFor(string? skill) => skill is null ? "AutoAssigned.LeastBusy" : $"AutoAssigned.Skill|{skill}";
}
