using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;

namespace OpsFlux.Kernel.Search;

/// <summary>
/// Reads what was written since the last run and keeps its words, for corrections and for words half typed. A batch a
/// transaction, so that a run that was killed goes on where it stood.
/// </summary>
public sealed class LearnWords(IDbContextFactory<AppDbContext> dbs, IEnumerable<ISearchSource> sources) : IScheduledJob
{
    private const int Batch = 5000;

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        var read = 0;
        foreach (var source in sources)
            while (await LearnAsync(source, ct) is > 0 and var texts) read += texts;
        return new("Job.search.words.Done", read.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task<int> LearnAsync(ISearchSource source, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var progress = await db.Set<SearchProgress>().AsNoTracking().SingleOrDefaultAsync(p => p.Source == source.Code, ct);
        var texts = await source.TextsAsync(db, progress?.Position, Batch, ct);
        if (texts.Texts.Count == 0 || texts.Position is null) return 0;

        var words = texts.Texts.SelectMany(WordReading.WordsOf).CountBy(w => w).ToDictionary();
        await KeepAsync(db, source.Code, texts.Position, [.. words.Keys], [.. words.Values], ct);
        return texts.Texts.Count;
    }

    /// <summary>One statement: the words and how far they were read are kept together or not at all.</summary>
    private static Task<int> KeepAsync(AppDbContext db, string source, string position, string[] words, int[] uses, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
         with learnt as (
             insert into kernel.search_words (word, uses)
             select word, uses from unnest({words}, {uses}) w(word, uses) order by word
             on conflict (word) do update set uses = least(search_words.uses::bigint + excluded.uses, 2000000000)::int
         )
         insert into kernel.search_progress (source, position) values ({source}, {position})
         on conflict (source) do update set position = excluded.position
         """, ct);
}
