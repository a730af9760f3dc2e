using System.Linq.Expressions;

namespace OpsFlux.Kernel.Accounts.People;

/// <summary>Where an account stands.</summary>
public enum PersonState
{
    Active,

    /// <summary>May come and never has: there is no password yet.</summary>
    Invited,

    /// <summary>Guessed at too often just now: rests for a while, see <c>SignInThrottle</c>. A filter by 'active' shows these too.</summary>
    Locked,
    Deactivated,
    Anonymised,
}

/// <summary>Which proofs an account has beside its password.</summary>
public enum PersonSource
{
    Local,

    /// <summary>The directory knows the password.</summary>
    Directory,

    /// <summary>An import brought the person.</summary>
    Imported,
}

public static class PersonStates
{
    public static PersonState Of(User person, bool isLocked) => person switch
    {
        { AnonymisedAt: not null } => PersonState.Anonymised,
        { IsActive: false } => PersonState.Deactivated,
        _ when isLocked => PersonState.Locked,
        { PasswordHash: null, DirectoryName: null } => PersonState.Invited,
        _ => PersonState.Active,
    };

    public static PersonSource SourceOf(User person) =>
        person.DirectoryName is not null ? PersonSource.Directory : person.ExternalId is not null ? PersonSource.Imported : PersonSource.Local;

    /// <summary>The same question in SQL.</summary>
    /// <param name="locked">Who is locked; asked for that state alone.</param>
    internal static Expression<Func<User, bool>> Is(PersonState state, Guid[] locked) => state switch
    {
        PersonState.Anonymised => u => u.AnonymisedAt != null,
        PersonState.Deactivated => u => u.AnonymisedAt == null && !u.IsActive,
        PersonState.Locked => u => u.AnonymisedAt == null && u.IsActive && locked.Contains(u.Id),
        PersonState.Invited => u => u.AnonymisedAt == null && u.IsActive && u.PasswordHash == null && u.DirectoryName == null,
        _ => u => u.AnonymisedAt == null && u.IsActive && (u.PasswordHash != null || u.DirectoryName != null),
    };

    internal static Expression<Func<User, bool>> Is(PersonSource source) => source switch
    {
        PersonSource.Directory => u => u.DirectoryName != null,
        PersonSource.Imported => u => u.DirectoryName == null && u.ExternalId != null,
        _ => u => u.DirectoryName == null && u.ExternalId == null,
    };
}
