using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Privacy.Anonymising;

/// <summary>A text that names a person.</summary>
/// <param name="IsReplaced">By his full name or user name, which the pseudonym replaces; else by a part of it, which somebody has to judge.</param>
public sealed record Mention(RecordRef Record, string Excerpt, bool IsReplaced);

/// <summary>Texts that name a person: lines of timelines, and the columns that modules declare as written freely.</summary>
internal static class PersonMentions
{
    private const int MostListed = 50, ShortestPart = 4, ExcerptReach = 60;

    /// <summary>Lines of timelines whose text holds the full name or the user name.</summary>
    public static IQueryable<TimelineEntry> Lines(AppDbContext db, User person)
    {
        var name = Lists.LikePattern.Containing(person.DisplayName);
        var userName = Lists.LikePattern.Containing(person.UserName ?? person.DisplayName);
        return db.Set<TimelineEntry>().Where(e => e.Body != null && (EF.Functions.Like(e.Body, name) || EF.Functions.ILike(e.Body, userName)));
    }

    /// <summary>The latest of both kinds, for review.</summary>
    public static async Task<IReadOnlyList<Mention>> ListAsync(AppDbContext db, User person, CancellationToken ct)
    {
        var exact = await Lines(db, person).OrderByDescending(e => e.At).Take(MostListed).Select(e => new { e.RecordKind, e.RecordId, e.Body }).ToListAsync(ct);
        var mentions = exact.Select(e => new Mention(new(e.RecordKind, e.RecordId), Excerpt(e.Body!, person.DisplayName), true)).ToList();   // filtered by the text
        foreach (var part in person.DisplayName.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(p => p.Length >= ShortestPart).Take(3))   // a name has few parts
        {
            var pattern = $@"\m{Regex.Escape(part)}\M";
            var full = Lists.LikePattern.Containing(person.DisplayName);
            var partly = await db.Set<TimelineEntry>().Where(e => e.Body != null && Regex.IsMatch(e.Body, pattern) && !EF.Functions.Like(e.Body, full))
                .OrderByDescending(e => e.At).Take(MostListed).Select(e => new { e.RecordKind, e.RecordId, e.Body }).ToListAsync(ct);
            mentions.AddRange(partly.Select(e => new Mention(new(e.RecordKind, e.RecordId), Excerpt(e.Body!, part), false)));   // filtered by the text
        }

        return mentions;
    }

    /// <summary>Replaces full name and user name in a declared column; answers how many rows held one. Inside the caller's transaction.</summary>
    public static async Task<int> ReplaceAsync(AppDbContext db, WrittenColumn column, User person, string pseudonym, CancellationToken ct)
    {
        var entity = db.Mapped(column.Entity);
        var (table, name) = (entity.SqlTable(), entity.SqlColumn(column.Property));
        var (longest, words) = (entity.FindProperty(column.Property)?.GetMaxLength() ?? int.MaxValue, $@"(^|[^[:alnum:]])(?:{Regex.Escape(person.DisplayName)}|@?{Regex.Escape(person.UserName ?? person.DisplayName)})(?![[:alnum:]])");
#pragma warning disable EF1002 // names come from the model, never from input
        return await db.Database.ExecuteSqlRawAsync($"update {table} set {name} = left(regexp_replace({name}, {{0}}, {{1}}, 'g'), {longest}) where {name} ~ {{0}}", [words, $@"\1{pseudonym}"], ct);
#pragma warning restore EF1002
    }

    private static string Excerpt(string text, string word)
    {
        var at = Math.Max(0, text.IndexOf(word, StringComparison.OrdinalIgnoreCase));
        var (from, to) = (Math.Max(0, at - ExcerptReach), Math.Min(text.Length, at + word.Length + ExcerptReach));
        return $"{(from > 0 ? "…" : "")}{text[from..to].ReplaceLineEndings(" ")}{(to < text.Length ? "…" : "")}";
    }
}
