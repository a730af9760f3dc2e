using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.SecondFactor;

/// <summary>Recovery codes as they are shown, this once. Empty where somebody keeps those he has.</summary>
public sealed record NewCodes(IReadOnlyList<string> Codes)
{
    public static readonly NewCodes None = new([]);
}

/// <summary>Ten codes for the day the telephone is lost: 80 random bits each, shown once, each good once.</summary>
internal static class RecoveryCodes
{
    public const int Count = 10;

    /// <summary>From here on the page says that new ones should be made.</summary>
    public const int Few = 3;

    private const int CodeBytes = 10, GroupLength = 4;

    /// <summary>New ones in the place of all there were, in the caller's transaction. Answers them as they are shown: this is the only time.</summary>
    public static async Task<NewCodes> RenewAsync(AppDbContext db, Guid userId, CancellationToken ct)
    {
        await db.Set<RecoveryCode>().Where(c => c.UserId == userId).ExecuteDeleteAsync(ct);
        var codes = Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetBytes(CodeBytes)).ToList();
        db.AddRange(codes.Select(code => new RecoveryCode { UserId = userId, Hash = SHA256.HashData(code) }));
        await db.SaveChangesAsync(ct);
        return new([.. codes.Select(Written)]);
    }

    /// <summary>True the first time, whoever else tries at the same moment.</summary>
    public static async Task<bool> UseAsync(AppDbContext db, Guid userId, string typed, DateTimeOffset now, CancellationToken ct)
    {
        if (Base32.Decode(typed) is not { Length: CodeBytes } code) return false;
        var hash = SHA256.HashData(code);
        return await db.Set<RecoveryCode>().Where(c => c.UserId == userId && c.Hash == hash && c.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), ct) == 1;
    }

    public static Task<int> LeftAsync(AppDbContext db, Guid userId, CancellationToken ct) =>
        db.Set<RecoveryCode>().CountAsync(c => c.UserId == userId && c.UsedAt == null, ct);

    /// <summary>In groups of four, which is how people copy.</summary>
    private static string Written(byte[] code)
    {
        var text = new StringBuilder();
        foreach (var (i, c) in Base32.Encode(code).Index()) text.Append(i > 0 && i % GroupLength == 0 ? "-" : "").Append(c);
        return text.ToString();
    }
}
