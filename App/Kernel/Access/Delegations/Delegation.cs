namespace OpsFlux.Kernel.Access.Delegations;

/// <summary>
/// Somebody lends chosen permissions of his own to somebody else between two instants. What is lent reaches as far as the
/// lender's own grants do at the moment of use, ends with them, and can never be lent on.
/// </summary>
public sealed class Delegation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid FromUserId { get; init; }
    public required Guid ToUserId { get; init; }

    /// <summary>Permission codes.</summary>
    public required List<string> Permissions { get; init; }
    public required DateTimeOffset ValidFrom { get; init; }
    public required DateTimeOffset ValidTo { get; init; }
    public string? Reason { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public Guid CreatedBy { get; init; }

    /// <summary>Taken back before its end.</summary>
    public DateTimeOffset? EndedAt { get; set; }
    public Guid? EndedBy { get; set; }
}
