using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Search;

/// <summary>What somebody may have meant: words half typed, and words mistyped. Null where there is nothing else to try.</summary>
public sealed record MeantWords(string? Completed, string? Corrected);

/// <summary>
/// Looks in the words that records have, not in the records: a few hundred thousand words instead of a million titles, so
/// that it costs the same milliseconds for whoever sees twenty records and for whoever sees all. Similarity of titles
/// themselves has to compare a tenth of the table before permissions are looked at.
/// </summary>
[PartOf(typeof(SearchEverything))]
public sealed class OtherWords(IDbContextFactory<AppDbContext> dbs) : IUseCase
{
    private const int Completions = 4, Candidates = 30, MostWords = 8;

    /// <summary>A word somebody wrote that way is a mistake too where its neighbour is so much commoner.</summary>
    private const int MuchCommoner = 20;

    private static readonly char[] Operators = ['"', '-'];

    public async Task<MeantWords> RunAsync(string words, CancellationToken ct)
    {
        var typed = WordReading.Fold(words.Trim()).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (typed.Length is 0 or > MostWords || words.IndexOfAny(Operators) >= 0) return new(null, null);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return new(await CompleteAsync(db, words, typed, ct), await CorrectAsync(db, typed, ct));
    }

    /// <summary>The last word, while it is typed: "presse hydr" is also "presse hydraulique". Alternatives as a web search writes them.</summary>
    private static async Task<string?> CompleteAsync(AppDbContext db, string words, string[] typed, CancellationToken ct)
    {
        var last = typed[^1];
        if (last.Length < 3 || !last.All(char.IsLetter) || words.EndsWith(' ')) return null;
        var longer = await db.Set<SearchWord>().Where(w => w.Word.StartsWith(last) && w.Word != last)
            .OrderByDescending(w => w.Uses).ThenBy(w => w.Word).Take(Completions).Select(w => w.Word).ToListAsync(ct);
        var before = string.Join(' ', typed[..^1]);
        return longer.Count == 0 ? null : string.Join(" or ", longer.Select(w => $"{before} {w}".Trim()));
    }

    private static async Task<string?> CorrectAsync(AppDbContext db, string[] typed, CancellationToken ct)
    {
        var asked = typed.Where(w => w.Length is >= WordReading.Shortest and <= WordReading.Longest && w.All(char.IsLetter)).Distinct().ToArray();
        if (asked.Length == 0) return null;
        var similar = await db.Database.SqlQuery<Similar>(
            $"""
             select q.word as asked, s.word, s.uses from unnest({asked}) q(word) cross join lateral (
                 select w.word, w.uses from kernel.search_words w where w.word operator(public.%) q.word
                 order by public.similarity(w.word, q.word) desc, w.uses desc limit {Candidates}) s
             """).ToListAsync(ct);
        var better = asked.ToDictionary(w => w, w => Nearest(w, similar.Where(s => s.Asked == w)));
        return better.Values.All(w => w is null) ? null : string.Join(' ', typed.Select(w => better.GetValueOrDefault(w) ?? w));
    }

    /// <summary>One error in a short word, two in a longer one. Null where the word is as it is written elsewhere.</summary>
    private static string? Nearest(string word, IEnumerable<Similar> candidates)
    {
        var known = candidates.ToList();
        var own = known.FirstOrDefault(c => c.Word == word)?.Uses ?? 0;
        return known.Where(c => c.Word != word && (own == 0 || c.Uses >= (long)own * MuchCommoner))
            .Select(c => (c.Word, c.Uses, Distance: WordReading.Distance(word, c.Word, word.Length <= 5 ? 1 : 2)))
            .Where(c => c.Distance is not null)
            .OrderBy(c => c.Distance).ThenByDescending(c => c.Uses).Select(c => c.Word).FirstOrDefault();
    }

    private sealed record Similar(string Asked, string Word, int Uses);
}
