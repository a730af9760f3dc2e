using System.ComponentModel;

namespace OpsFlux.Shared.Kernel.Api;

/// <summary>A line of the audit log.</summary>
public sealed record AuditItem(
    [property: Description("Identifier of the entry.")] Guid Id,
    [property: Description("When it was done.")] DateTimeOffset At,
    [property: Description("What was done, such as `create` or `signIn`.")] string Action,
    [property: Description("Who did it.")] Guid? ActorId,
    [property: Description("Name of who did it, as it was then.")] string? ActorName,
    [property: Description("Name of who had lent the permission it rested on; null where it was one's own.")] string? ActingForName,
    [property: Description("From where.")] string? IpAddress,
    [property: Description("Ties together what one request caused.")] string? Correlation,
    [property: Description("Kind of thing.")] string? Subject,
    [property: Description("Identifier of the thing.")] string? SubjectId,
    [property: Description("What people call it.")] string? Detail);

/// <summary>One property before and after.</summary>
public sealed record AuditChange(
    [property: Description("Name of the property.")] string Property,
    [property: Description("The value before; null where there was none.")] string? Before,
    [property: Description("The value after; null where there is none.")] string? After);

/// <summary>An entry with its values.</summary>
public sealed record AuditResource(
    [property: Description("The line.")] AuditItem Entry,
    [property: Description("What changed.")] IReadOnlyList<AuditChange> Changes,
    [property: Description("The values were lawfully emptied.")] bool IsEmptied);
