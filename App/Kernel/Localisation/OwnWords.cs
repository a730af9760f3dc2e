using System.Collections.Frozen;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Localisation;

/// <summary>What an organisation calls something, under the key by which code asks for it. Without an English word the French one serves.</summary>
public sealed record OwnWord(string Key, string French, string? English);

/// <summary>A module's names that administrators give, such as those of waiting reasons.</summary>
public interface IOwnWordSource
{
    Task<IReadOnlyList<OwnWord>> ReadAsync(AppDbContext db, CancellationToken ct);
}

/// <summary>
/// The organisation's own words, in memory: badges, timelines and exports ask for them as for any text, without a query.
/// Replaced as a whole when somebody changes one (see <see cref="OwnWordsFeed"/>).
/// </summary>
public sealed class OwnWords
{
    private volatile FrozenDictionary<string, OwnWord> words = FrozenDictionary<string, OwnWord>.Empty;

    /// <summary>In the reader's language; null where the organisation has no word of its own.</summary>
    public string? Find(string key) => words.TryGetValue(key, out var word)
        ? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" && !string.IsNullOrWhiteSpace(word.English) ? word.English : word.French
        : null;

    /// <summary>Reads all sources again, as the application itself.</summary>
    public async Task RenewAsync(IServiceScopeFactory scopes, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync(ct);
        var read = new Dictionary<string, OwnWord>();
        foreach (var source in scope.ServiceProvider.GetServices<IOwnWordSource>())   // one statement a module
            foreach (var word in await source.ReadAsync(db, ct)) read[word.Key] = word;
        words = read.ToFrozenDictionary();
    }
}
