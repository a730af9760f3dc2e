using System.Globalization;
using OpsFlux.Kernel.Accounts.Directory.Ldap;

namespace OpsFlux.Kernel.Accounts.Directory;

/// <summary>Members of a group of the directory hold a role, in a structure (its code) or, without one, counted from their own.</summary>
/// <param name="Group">Distinguished name, or "*" for everybody whom the directory lets in.</param>
public sealed record DirectoryRole(string Group, string Role, string? Structure)
{
    public const string Everybody = "*";
}

/// <summary>
/// What the configuration says of an LDAP directory or Active Directory. Off unless <c>Directory:Url</c> is set; a key that
/// cannot be read turns it off too, and the page of administration names it.
/// </summary>
public sealed record DirectorySettings
{
    public const string UrlKey = "Directory:Url", BaseKey = "Directory:BaseDn";
    private const int DefaultTimeoutSeconds = 5, LongestTimeoutSeconds = 60;

    public LdapServer? Server { get; init; }
    public string BaseDn { get; init; } = "";

    /// <summary>The account by which we search. Empty: the directory lets anybody search.</summary>
    public string BindDn { get; init; } = "";
    public string BindPassword { get; init; } = "";

    /// <summary>{0} stands for what the person typed.</summary>
    public string UserFilter { get; init; } = "";

    /// <summary>Null: a person's groups are those of his memberOf attribute alone.</summary>
    public string? GroupBase { get; init; }

    /// <summary>{0} stands for the person's distinguished name.</summary>
    public string GroupFilter { get; init; } = "";
    public string NameAttribute { get; init; } = "";
    public string MailAttribute { get; init; } = "";

    /// <summary>Never changes, whatever becomes of the name.</summary>
    public string IdAttribute { get; init; } = "";

    /// <summary>Code of the structure that new people come to; null for the only root.</summary>
    public string? Structure { get; init; }
    public IReadOnlyList<DirectoryRole> Roles { get; init; } = [];
    public IReadOnlyList<string> Missing { get; init; } = [];
    public IReadOnlyList<string> Wrong { get; init; } = [];

    /// <summary>Somebody wants it, whether or not it can work.</summary>
    public bool IsWanted { get; init; }
    public bool IsOn => Server is not null && Missing.Count == 0 && Wrong.Count == 0;

    public static DirectorySettings Read(IConfiguration configuration)
    {
        var keys = new DirectoryKeys(configuration);
        if (keys.Value(UrlKey) is not { } url) return new();
        var isActive = keys.OneOf("Directory:Kind", "OpenLdap", "ActiveDirectory") == "ActiveDirectory";
        var baseDn = keys.Value(BaseKey) ?? "";
        var usual = isActive ? Usual.ActiveDirectory : Usual.OpenLdap;
        return new()
        {
            IsWanted = true,
            Server = keys.Server(url, TimeSpan.FromSeconds(keys.Number("Directory:TimeoutSeconds", DefaultTimeoutSeconds, LongestTimeoutSeconds))),
            BaseDn = baseDn,
            BindDn = keys.Value("Directory:BindDn") ?? "",
            BindPassword = configuration["Directory:BindPassword"] ?? "",
            UserFilter = keys.Filter("Directory:UserFilter", usual.UserFilter),
            GroupBase = keys.Value("Directory:GroupBase") ?? (isActive ? null : baseDn),
            GroupFilter = keys.Filter("Directory:GroupFilter", usual.GroupFilter),
            NameAttribute = keys.Value("Directory:Attributes:Name") ?? usual.Name,
            MailAttribute = keys.Value("Directory:Attributes:Mail") ?? "mail",
            IdAttribute = keys.Value("Directory:Attributes:Id") ?? usual.Id,
            Structure = keys.Value("Directory:Structure"),
            Roles = keys.Roles(),
            Missing = [.. new[] { BaseKey }.Where(key => keys.Value(key) is null)],
            Wrong = keys.Wrong,
        };
    }

    private sealed record Usual(string UserFilter, string GroupFilter, string Name, string Id)
    {
        public static readonly Usual OpenLdap = new(
            "(&(objectClass=person)(|(uid={0})(mail={0})))", "(|(member={0})(uniqueMember={0}))", "cn", "entryUUID");

        /// <summary>Groups within groups are asked of the server.</summary>
        public static readonly Usual ActiveDirectory = new(
            "(&(objectCategory=person)(objectClass=user)(|(sAMAccountName={0})(userPrincipalName={0})(mail={0})))",
            "(&(objectClass=group)(member:1.2.840.113556.1.4.1941:={0}))", "displayName", "objectGUID");
    }
}

/// <summary>Reads keys and remembers those that cannot be read.</summary>
internal sealed class DirectoryKeys(IConfiguration configuration)
{
    public List<string> Wrong { get; } = [];

    public string? Value(string key) => string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key]!.Trim();    // looked at just before

    public string OneOf(string key, params string[] words)
    {
        if (Value(key) is not { } said) return words[0];
        if (Array.Find(words, w => w.Equals(said, StringComparison.OrdinalIgnoreCase)) is { } word) return word;
        Wrong.Add(key);
        return words[0];
    }

    public int Number(string key, int otherwise, int most)
    {
        if (Value(key) is not { } text) return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most) return number;
        Wrong.Add(key);
        return otherwise;
    }

    /// <summary>Sound with somebody in it, and with the place to put him.</summary>
    public string Filter(string key, string otherwise)
    {
        var filter = Value(key) ?? otherwise;
        if (!filter.Contains("{0}", StringComparison.Ordinal) || LdapFilter.Encode(filter.Replace("{0}", "x", StringComparison.Ordinal)) is null) Wrong.Add(key);
        return filter;
    }

    public LdapServer? Server(string url, TimeSpan timeout)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("ldap" or "ldaps") || parsed.Host.Length == 0)
        {
            Wrong.Add(DirectorySettings.UrlKey);
            return null;
        }

        var isClear = OneOf("Directory:StartTls", "true", "false") == "false";
        var security = parsed.Scheme == "ldaps" ? LdapSecurity.Tls : isClear ? LdapSecurity.None : LdapSecurity.StartTls;
        return new(parsed.IdnHost, parsed.Port > 0 ? parsed.Port : parsed.Scheme == "ldaps" ? 636 : 389, security, timeout) { CaFile = Value("Directory:CaFile") };
    }

    public IReadOnlyList<DirectoryRole> Roles()
    {
        var roles = new List<DirectoryRole>();
        foreach (var line in configuration.GetSection("Directory:Roles").GetChildren())
            if (Value($"{line.Path}:Group") is { } group && Value($"{line.Path}:Role") is { } role) roles.Add(new(group, role, Value($"{line.Path}:Structure")));
            else Wrong.Add(line.Path);
        return roles;
    }
}
