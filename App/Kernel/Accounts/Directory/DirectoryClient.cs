using OpsFlux.Kernel.Accounts.Directory.Ldap;

namespace OpsFlux.Kernel.Accounts.Directory;

/// <summary>Whom we look for: what a stranger typed, or somebody we know by his id or else his name.</summary>
internal sealed record DirectoryQuery(string? Typed, string? Id, string? Name)
{
    public static DirectoryQuery For(string typed, User? known) => known is null ? new(typed, null, null) : new(null, known.DirectoryId, known.DirectoryName);
}

/// <summary>Asks the directory about people. Each question is one connection; all throw <see cref="LdapUnavailableException"/>.</summary>
public sealed class DirectoryClient(DirectorySettings settings, DirectoryBreaker breaker, TimeProvider clock, ILogger<DirectoryClient> log)
{
    /// <summary>Ids asked for at once.</summary>
    private const int ChunkSize = 50;

    /// <summary>As the column that keeps it.</summary>
    private const int LongestName = 500;

    private LdapServer Server => settings.Server ?? throw new InvalidOperationException("The directory is off.");

    /// <summary>Null: nobody, or several. The password is looked at by the server alone, and for nobody too.</summary>
    internal Task<(DirectoryPerson? Person, bool IsProven)> ProveAsync(DirectoryQuery query, string password, CancellationToken ct) => breaker.RunAsync(async () =>
    {
        await using var session = await OpenAsync(ct);
        var person = await FindAsync(session, query, ct);
        var bound = await session.BindAsync(person?.Name ?? $"cn=nobody,{settings.BaseDn}", password, ct);
        return (person, person is not null && bound.Code == LdapWords.Success);
    });

    internal Task<DirectoryPerson?> FindAsync(DirectoryQuery query, CancellationToken ct) => breaker.RunAsync(async () =>
    {
        await using var session = await OpenAsync(ct);
        return await FindAsync(session, query, ct);
    });

    /// <summary>Those of the people that the directory still has, without groups that only <see cref="DirectorySettings.GroupBase"/> knows. Never part of an answer: it throws instead.</summary>
    internal Task<List<DirectoryPerson>> FindAllAsync(IReadOnlyList<DirectoryQuery> people, CancellationToken ct) => breaker.RunAsync(async () =>
    {
        await using var session = await OpenAsync(ct);
        var found = new List<DirectoryPerson>();
        foreach (var ids in people.Select(p => p.Id).OfType<string>().Chunk(ChunkSize))
            found.AddRange(await ReadAsync(session, new(settings.BaseDn, $"(|{string.Concat(ids.Select(id => DirectoryPerson.Condition(id, settings)))})", Wanted), ct));
        foreach (var name in people.Where(p => p.Id is null).Select(p => p.Name).OfType<string>())
            found.AddRange(await ReadAsync(session, ByName(name), ct));
        return found;
    });

    /// <summary>Null: it lets us in and has the base. Asks even while the directory rests.</summary>
    internal async Task<LdapUnavailableException?> CheckAsync(CancellationToken ct)
    {
        breaker.Reset();
        try
        {
            return await breaker.RunAsync<LdapUnavailableException?>(async () =>
            {
                await using var session = await OpenAsync(ct);
                var root = await session.SearchAsync(new(settings.BaseDn, "(objectClass=*)", ["1.1"]) { IsBaseOnly = true }, ct);
                return root.Entries.Count > 0 ? null : throw new LdapUnavailableException(DirectoryProblem.Base, settings.BaseDn);
            });
        }
        catch (LdapUnavailableException e)
        {
            return e;
        }
    }

    private IReadOnlyList<string> Wanted => DirectoryPerson.AttributesOf(settings);

    private async Task<LdapSession> OpenAsync(CancellationToken ct)
    {
        var session = await LdapSession.OpenAsync(Server, ct);
        try
        {
            if (settings.BindDn.Length == 0) return session;
            var bound = await session.BindAsync(settings.BindDn, settings.BindPassword, ct);
            return bound.Code == LdapWords.Success ? session : throw new LdapUnavailableException(DirectoryProblem.Account, bound.ToString());
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private async Task<DirectoryPerson?> FindAsync(LdapSession session, DirectoryQuery query, CancellationToken ct)
    {
        var search = query switch
        {
            { Id: { } id } => new LdapSearch(settings.BaseDn, DirectoryPerson.Condition(id, settings), Wanted),
            { Name: { } name } => ByName(name),
            _ => new(settings.BaseDn, settings.UserFilter.Replace("{0}", LdapFilter.Escape(query.Typed ?? ""), StringComparison.Ordinal), Wanted),
        };
        var found = await session.SearchAsync(search with { Most = 2 }, ct);
        if (found.Entries.Count > 1 || found.IsCut) log.LogWarning("Several entries of the directory have one name; none of them is let in");
        if (found.IsCut || found.Entries is not [{ Name.Length: <= LongestName } entry]) return null;
        var person = DirectoryPerson.Of(entry, settings, clock.GetUtcNow());
        return person with { Groups = [.. person.Groups.Concat(await GroupsOfAsync(session, person, ct)).DistinctBy(DistinguishedName.Normal)] };
    }

    private async Task<IEnumerable<string>> GroupsOfAsync(LdapSession session, DirectoryPerson person, CancellationToken ct)
    {
        if (settings.GroupBase is not { } groups || settings.Roles.Count == 0) return [];
        var filter = settings.GroupFilter.Replace("{0}", LdapFilter.Escape(person.Name), StringComparison.Ordinal);
        return (await WholeAsync(session, new(groups, filter, ["1.1"]), ct)).Select(e => e.Name);
    }

    private async Task<IEnumerable<DirectoryPerson>> ReadAsync(LdapSession session, LdapSearch search, CancellationToken ct) =>
        (await WholeAsync(session, search, ct)).Select(e => DirectoryPerson.Of(e, settings, clock.GetUtcNow()));

    private static async Task<IReadOnlyList<LdapEntry>> WholeAsync(LdapSession session, LdapSearch search, CancellationToken ct)
    {
        var found = await session.SearchAsync(search, ct);
        return found.IsCut ? throw new LdapUnavailableException(DirectoryProblem.TooMany, search.Base) : found.Entries;
    }

    private LdapSearch ByName(string name) => new(name, "(objectClass=*)", Wanted) { IsBaseOnly = true };
}
