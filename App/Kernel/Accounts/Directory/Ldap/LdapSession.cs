namespace OpsFlux.Kernel.Accounts.Directory.Ldap;

/// <summary>A conversation with a directory. Whatever keeps it from being had is an <see cref="LdapUnavailableException"/>.</summary>
internal sealed class LdapSession : IAsyncDisposable
{
    private readonly LdapWire wire;
    private readonly int seconds;

    private LdapSession(LdapWire wire, int seconds) => (this.wire, this.seconds) = (wire, seconds);

    public static async Task<LdapSession> OpenAsync(LdapServer server, CancellationToken ct) =>
        new(await LdapWire.OpenAsync(server, ct), (int)Math.Ceiling(server.Timeout.TotalSeconds));

    public ValueTask DisposeAsync() => wire.DisposeAsync();

    /// <summary>
    /// Whether a name and a password belong together. An empty password never does: a server takes it for a wish to remain
    /// anonymous, and says yes.
    /// </summary>
    public async Task<LdapResult> BindAsync(string name, string password, CancellationToken ct)
    {
        if (name.Length == 0 || password.Length == 0 || password.Contains('\0', StringComparison.Ordinal)) return new(LdapWords.InvalidCredentials, "");
        LdapResult? result = null;
        await wire.AskAsync(writer => LdapWords.Bind(writer, name, password), message =>
        {
            result = LdapWords.ResultOf(message, LdapWords.BindAnswer);
            return false;
        }, ct);
        return result!;   // the answer was read, or it was thrown
    }

    /// <summary>What lies elsewhere (referrals) is not followed: another server would get our password.</summary>
    public async Task<LdapFound> SearchAsync(LdapSearch search, CancellationToken ct)
    {
        var filter = LdapFilter.Encode(search.Filter) ?? throw new LdapUnavailableException(DirectoryProblem.Answer, search.Filter);
        var entries = new List<LdapEntry>();
        LdapResult? end = null;
        await wire.AskAsync(writer => LdapWords.Search(writer, search, filter, seconds), message =>
        {
            var kind = LdapWords.KindOf(message);
            if (kind == LdapWords.FoundEntry) entries.Add(LdapWords.EntryOf(message));
            if (kind != LdapWords.SearchAnswer) return true;
            end = LdapWords.ResultOf(message, LdapWords.SearchAnswer);
            return false;
        }, ct);
        return end!.Code switch   // the answer was read, or it was thrown
        {
            LdapWords.Success => new(entries, false),
            LdapWords.SizeLimitExceeded => new(entries, true),
            LdapWords.NoSuchObject when search.IsBaseOnly => new([], false),
            LdapWords.NoSuchObject => throw new LdapUnavailableException(DirectoryProblem.Base, end.ToString()),
            _ => throw new LdapUnavailableException(DirectoryProblem.Answer, end.ToString()),
        };
    }
}
