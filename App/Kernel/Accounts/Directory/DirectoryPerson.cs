using System.Globalization;
using OpsFlux.Kernel.Accounts.Directory.Ldap;

namespace OpsFlux.Kernel.Accounts.Directory;

/// <summary>What the directory says of one person.</summary>
/// <param name="Name">Distinguished name, by which he proves his password.</param>
/// <param name="Id">What never changes of him; null where the directory has no such thing.</param>
/// <param name="IsDisabled">The directory would not let him in, whatever his password.</param>
/// <param name="Groups">Distinguished names.</param>
public sealed record DirectoryPerson(string Name, string? Id, string DisplayName, string? Mail, bool IsDisabled, IReadOnlyList<string> Groups)
{
    private const string Control = "userAccountControl", Expires = "accountExpires", Locked = "pwdAccountLockedTime", NsLocked = "nsAccountLock", MemberOf = "memberOf";
    private const int DisabledAccount = 2;

    internal static IReadOnlyList<string> AttributesOf(DirectorySettings settings) =>
        [settings.IdAttribute, settings.NameAttribute, settings.MailAttribute, "cn", Control, Expires, Locked, NsLocked, MemberOf];

    internal static DirectoryPerson Of(LdapEntry entry, DirectorySettings settings, DateTimeOffset now) => new(
        entry.Name, IdOf(entry, settings.IdAttribute),
        entry.Text(settings.NameAttribute) ?? entry.Text("cn") ?? entry.Name,
        entry.Text(settings.MailAttribute), IsDisabledAt(entry, now), [.. entry.Texts(MemberOf)]);

    /// <summary>The filter's condition that finds this id again.</summary>
    internal static string Condition(string id, DirectorySettings settings) =>
        $"({settings.IdAttribute}={(IsBinary(settings.IdAttribute) && Guid.TryParse(id, out var guid) ? LdapFilter.Escape(guid.ToByteArray()) : LdapFilter.Escape(id))})";

    private static bool IsBinary(string attribute) => attribute.Equals("objectGUID", StringComparison.OrdinalIgnoreCase);

    private static string? IdOf(LdapEntry entry, string attribute) =>
        IsBinary(attribute) ? entry.Bytes(attribute) is { Length: 16 } bytes ? new Guid(bytes).ToString() : null : entry.Text(attribute);

    private static bool IsDisabledAt(LdapEntry entry, DateTimeOffset now) =>
        (int.TryParse(entry.Text(Control), CultureInfo.InvariantCulture, out var control) && (control & DisabledAccount) != 0)
        || entry.Text(Locked) is not null
        || string.Equals(entry.Text(NsLocked), "true", StringComparison.OrdinalIgnoreCase)
        || (long.TryParse(entry.Text(Expires), CultureInfo.InvariantCulture, out var expires) && expires is > 0 and < long.MaxValue && expires < now.ToFileTime());
}

/// <summary>Distinguished names are compared without regard to case and to blanks around their parts.</summary>
internal static class DistinguishedName
{
    public static string Normal(string name) =>
        string.Join(',', name.Split(',').Select(part => string.Join('=', part.Split('=', 2).Select(half => half.Trim())))).ToUpperInvariant();
}
