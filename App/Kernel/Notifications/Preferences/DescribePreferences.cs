using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Notifying;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Preferences;

/// <summary>What one's own choice rests on: what the organisation decided, and what is known of oneself.</summary>
public sealed record PreferenceGrounds(NewsTerms Terms, RecipientFacts Facts);

/// <summary>Says what the rule knows when it decides on the person asking. Refuses: not-found.</summary>
[SignedInOnly("one's own channels")]
public sealed class DescribePreferences(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, Recipients recipients, NewsBook book) : IUseCase
{
    public async Task<Result<PreferenceGrounds>> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await recipients.ReadAsync(db, [user.Id], ct)).GetValueOrDefault(user.Id) is { } me
            ? new PreferenceGrounds(await book.TermsAsync(db, ct), me.Facts)
            : Refusal.NotFound;
    }
}
