using System.Text.Json;
using OpsFlux.Kernel.Access;

namespace OpsFlux.Kernel.Audit.Alerts;

/// <summary>
/// A suspicious pattern: so many entries of one key within a window. Windows stand side by side rather than slide, so that
/// each entry is counted once and never read again; a burst across two of them needs at most twice the threshold.
/// </summary>
/// <param name="Text">Resource key; {0} is the key, {1} the count.</param>
/// <param name="Key">Whose pattern it is, or null for an entry that the rule does not concern.</param>
/// <param name="Link">What is added to the page's address, for a key.</param>
internal sealed record AuditRule(string Code, string Text, int Threshold, TimeSpan Window, Func<AuditEntry, AuditValues?, AuditWatchFacts, string?> Key, Func<AuditEntry, string> Link);

/// <summary>What rules know besides the entry.</summary>
internal sealed record AuditWatchFacts(Guid? AdministratorRole);

internal static class AuditRules
{
    public static readonly IReadOnlyList<AuditRule> All =
    [
        new("sign-ins-of-account", "Notify.AuditSignInsOfAccount", 10, TimeSpan.FromMinutes(15),
            (e, _, _) => e.Action is AuditAction.SignInFailed ? e.Detail?.ToLowerInvariant() : null, e => $"action=SignInFailed&q={Uri.EscapeDataString(e.Detail ?? "")}"),
        new("sign-ins-from-address", "Notify.AuditSignInsFromAddress", 30, TimeSpan.FromMinutes(15),
            (e, _, _) => e.Action is AuditAction.SignInFailed ? e.IpAddress : null, _ => "action=SignInFailed"),
        new("exports", "Notify.AuditExports", 10, TimeSpan.FromHours(1),
            (e, _, _) => e.Action is AuditAction.Export ? e.ActorName : null, e => $"action=Export&actor={e.ActorId}"),
        new("denials", "Notify.AuditDenials", 20, TimeSpan.FromHours(1),
            (e, _, _) => e.Action is AuditAction.Denied ? e.ActorName : null, e => $"action=Denied&actor={e.ActorId}"),
        new("elevation", "Notify.AuditElevation", 1, TimeSpan.FromHours(1), Elevation, e => $"action=PermissionChange&actor={e.ActorId}"),
    ];

    /// <summary>Somebody, not the application itself, gave a person or a group the administrator's role or a right over everything.</summary>
    private static string? Elevation(AuditEntry entry, AuditValues? values, AuditWatchFacts facts)
    {
        if (entry is not { Action: AuditAction.PermissionChange } || entry.ActorId == SystemUser.SystemId || values?.After is null) return null;
        using var after = JsonDocument.Parse(values.After);
        var given = after.RootElement;
        var elevated = entry.Subject switch
        {
            "role_assignment" => values.Before is null && given.TryGetProperty("RoleId", out var role) && role.TryGetGuid(out var id) && id == facts.AdministratorRole,
            "grant" => given.TryGetProperty("Scope", out var scope) && scope.GetString() == nameof(Scope.All),
            _ => false,
        };
        return elevated ? entry.ActorName : null;
    }
}
