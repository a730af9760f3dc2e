using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>What came of somebody's knocking.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Person">Null for a name that no account has.</param>
public sealed record SignInNews(string Name, SignInMethod Method, SignInOutcome Outcome, User? Person)
{
    public Guid? SessionId { get; init; }
}

/// <summary>Writes the connection journal and the audit log of one attempt, with the reason that its author is not told.</summary>
public sealed class SignInJournal(IDbContextFactory<AppDbContext> dbs, ThrottledTold told, TimeProvider clock)
{
    public async Task WriteAsync(SignInNews news, DoorRequest how, CancellationToken ct)
    {
        if (news.Outcome is SignInOutcome.Throttled && !told.Admits(news.Person?.Id.ToString() ?? how.IpAddress ?? "")) return;
        await using var db = await dbs.CreateDbContextAsync(ct);
        Add(db, news, how);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>In the caller's own transaction.</summary>
    public void Add(AppDbContext db, SignInNews news, DoorRequest how)
    {
        db.Add(new SignInRecord
        {
            At = clock.GetUtcNow(),
            UserId = news.Person?.Id,
            Name = news.Name.CutTo(SignInRecord.LongestName),
            Method = news.Method,
            Outcome = news.Outcome,
            SessionId = news.SessionId,
            IpAddress = how.IpAddress,
            UserAgent = how.UserAgent?.CutTo(SignInRecord.LongestAgent),
        });
        if (news.Outcome is SignInOutcome.SecondFactorAsked) return;   // half a sign-in: the other half is written down
        var action = news.Outcome is SignInOutcome.SignedIn ? AuditAction.SignIn : AuditAction.SignInFailed;
        AuditWriter.Add(db, action, "user", news.Person?.Id.ToString(), news.Person?.UserName ?? news.Name.CutTo(SignInRecord.LongestName));
    }
}

/// <summary>One line a minute for an account, or an address that tries names nobody has: a flood of guesses must not fill the disk.</summary>
public sealed class ThrottledTold(TimeProvider clock)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> lines = new();

    public bool Admits(string whom)
    {
        var now = clock.GetUtcNow();
        if (lines.Count >= Most) lines.Clear();
        if (lines.TryGetValue(whom, out var last) && now - last < Silence && now >= last) return false;
        lines[whom] = now;
        return true;
    }
}
