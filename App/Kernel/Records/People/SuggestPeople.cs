using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records.People;

public sealed record PersonSuggestion(Guid UserId, string UserName, string Name);

/// <summary>
/// People who may see a record, for the fields that name somebody: by the beginnings of the parts of their user name or by
/// their name, accents ignored, at most <see cref="Most"/>. Refuses: not-found, forbidden (without the right to comment).
/// </summary>
[NeedsOnRecord(RecordRight.Contribute)]
public sealed partial class SuggestPeople(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, RecordReaders readers) : IUseCase
{
    public const int Most = 8;

    /// <summary>How many of those whose name fits are asked whether they may see the record.</summary>
    private const int Asked = 100;

    public async Task<Result<IReadOnlyList<PersonSuggestion>>> RunAsync(RecordRef record, string typed, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await kinds.AccessAsync(db, user, record, ct) is not { } access) return Refusal.NotFound;
        if (!access.Contribute && !access.Edit) return Refusal.Forbidden;

        var named = Named(access.SeeInternal ? db.Set<User>() : Known(db, record), typed).Where(u => u.Id != user.Id);
        var home = access.Card.StructureId;
        var candidates = await named.OrderBy(u => u.StructureId != home).ThenBy(u => u.DisplayName).ThenBy(u => u.Id).Take(Asked)
            .Select(u => new PersonSuggestion(u.Id, u.UserName!, u.DisplayName)).ToListAsync(ct);   // Identity gives everybody a name
        var allowed = (await readers.AmongAsync(db, record, [.. candidates.Select(c => c.UserId)], ct)).Select(r => r.UserId).ToHashSet();
        return candidates.Where(c => allowed.Contains(c.UserId)).Take(Most).ToList();
    }

    /// <summary>Whoever sees no internals is offered those who have answered him, not the directory.</summary>
    private static IQueryable<User> Known(AppDbContext db, RecordRef record)
    {
        var spoke = db.Set<TimelineEntry>().Where(e => e.RecordId == record.Id && !e.IsInternal && (e.Kind == TimelineKind.Comment || e.Kind == TimelineKind.Opened));
        return db.Set<User>().Where(u => spoke.Any(e => e.ActorId == u.Id));
    }

    private static IQueryable<User> Named(IQueryable<User> people, string typed)
    {
        people = people.Where(u => u.IsActive && u.UserName != null);
        foreach (var word in Word().Matches(Plain(typed)).Select(m => m.Value).Take(5))
            people = people.Where(u => u.NormalizedUserName!.StartsWith(word) || u.NormalizedUserName.Contains("." + word)
                || EF.Functions.ILike(u.DisplayName, word + "%") || EF.Functions.ILike(u.DisplayName, "% " + word + "%"));
        return people;
    }

    [GeneratedRegex(@"[\p{L}\p{Nd}-]+")]
    private static partial Regex Word();

    /// <summary>User names know no accents, and are compared in capitals.</summary>
    private static string Plain(string typed)
    {
        var whole = string.Concat(typed.EnumerateRunes());   // half a surrogate pair cannot be normalized
        var kept = whole.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        return new string([.. kept]).ToUpperInvariant();
    }
}
