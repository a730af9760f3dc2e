using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Templates;

namespace OpsFlux.Kernel.Privacy.Anonymising;

/// <summary>Where notifications that others got name a person, besides what somebody wrote: see <see cref="WrittenColumn"/>.</summary>
internal static partial class PersonNews
{
    private const int AtOnce = 500;

    private sealed record Told(Guid Id, string[] Arguments, string? Body);

    /// <summary>Inside the caller's transaction.</summary>
    public static async Task ReplaceAsync(AppDbContext db, User person, string pseudonym, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"update kernel.notifications set arguments = array_replace(arguments, {person.DisplayName}, {pseudonym}) where {person.DisplayName} = any(arguments)", ct);
        await db.Database.ExecuteSqlAsync($"update kernel.notifications set excerpt_author = {pseudonym} where excerpt_author = {person.DisplayName}", ct);
        var (names, after) = (Names(person), Guid.Empty);
        while (await NextAsync(db, person, after, ct) is { Count: > 0 } some)
        {
            foreach (var told in some) await ReplaceAsync(db, told, words => names.Replace(words, m => m.Groups["before"].Value + pseudonym), ct);
            after = some[^1].Id;
        }
    }

    private static async Task ReplaceAsync(AppDbContext db, Told told, Func<string, string> change, CancellationToken ct)
    {
        string[] arguments = [.. told.Arguments.Select(a => NewsArgument.Changed(a, change))];
        var body = told.Body is null ? null : NewsArgument.Changed(told.Body, change);
        if (body == told.Body && arguments.SequenceEqual(told.Arguments)) return;
        await db.Database.ExecuteSqlAsync($"update kernel.notifications set arguments = {arguments}, body = {body} where id = {told.Id}", ct);
    }

    /// <summary>Those that may name him: JSON writes accents and signs in ways of its own, a run of letters in one way only.</summary>
    private static async Task<List<Told>> NextAsync(AppDbContext db, User person, Guid after, CancellationToken ct)
    {
        var (name, userName) = (Run(person.DisplayName), Run(person.UserName ?? person.DisplayName));
        return await db.Database.SqlQuery<Told>(
            $"""
             select n.id as "Id", n.arguments as "Arguments", n.body as "Body"
             from kernel.notifications n cross join lateral (select concat_ws(' ', n.body, array_to_string(n.arguments, ' ')) as words) w
             where n.id > {after} and (strpos(w.words, {name}) > 0 or strpos(w.words, {userName}) > 0)
             order by n.id limit {AtOnce}
             """).ToListAsync(ct);
    }

    private static string Run(string name) => NewsArgument.Stored(Letters().Matches(name).Select(m => m.Value).MaxBy(run => run.Length) ?? "");

    /// <summary>As <see cref="PersonMentions"/> finds them, and as they stand in Markdown.</summary>
    private static Regex Names(User person)
    {
        var (name, userName) = (person.DisplayName, person.UserName ?? person.DisplayName);
        string[] names = [name, Placeholders.EscapeMarkdown(name)], userNames = [userName, Placeholders.EscapeMarkdown(userName)];
        return new($@"(?<before>^|[^\p{{L}}\p{{N}}])(?:{Any(names)}|(?:\\?@)?(?:{Any(userNames)}))(?![\p{{L}}\p{{N}}])", RegexOptions.CultureInvariant);
    }

    private static string Any(string[] names) => string.Join('|', names.Distinct().Select(Regex.Escape));

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Letters();
}
