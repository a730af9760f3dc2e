using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Mail.Refused;

/// <summary>Which addresses are refused at the moment, and the end of it.</summary>
public static class MailRefusals
{
    /// <summary>Those of the addresses that are refused, in lower case: a notification is not queued for them, a mail about the account is.</summary>
    public static async Task<IReadOnlySet<string>> AmongAsync(AppDbContext db, IReadOnlyCollection<string> addresses, CancellationToken ct)
    {
        var asked = addresses.Select(a => a.ToLowerInvariant()).Distinct().ToArray();
        return asked.Length == 0 ? new HashSet<string>() : await db.Set<MailRefusal>().Where(r => asked.Contains(r.Address)).Select(r => r.Address).ToHashSetAsync(ct);
    }

    /// <summary>Somebody has left this address for another one: what was said of it counts no more. Within the caller's transaction.</summary>
    public static Task LiftAsync(AppDbContext db, string? address, CancellationToken ct) => LiftAsync(db, [address], ct);

    /// <summary>Of many people at once; null for one who had no address.</summary>
    public static Task LiftAsync(AppDbContext db, IReadOnlyCollection<string?> addresses, CancellationToken ct)
    {
        var left = addresses.OfType<string>().Select(a => a.ToLowerInvariant()).Distinct().ToArray();
        return left.Length == 0 ? Task.CompletedTask : db.Set<MailRefusal>().Where(r => left.Contains(r.Address)).ExecuteDeleteAsync(ct);
    }
}
