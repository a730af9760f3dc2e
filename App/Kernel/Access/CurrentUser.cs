using System.Security.Claims;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Access;

/// <summary>
/// The person behind a circuit or request; filled once by <see cref="SetAsync"/> from the signed-in principal,
/// and nobody (no permission at all) before that.
/// </summary>
public sealed class CurrentUser(AccessCache cache, SessionBook sessions) : ICurrentUser
{
    // An act is a chain of calls, not a circuit: what is drawn or refreshed meanwhile asks for permissions too, and is none of its business.
    private readonly AsyncLocal<PresentAct?> act = new();
    private PresentAct firstAct = new();
    private ICurrentUser? actingAs;
    private HashSet<string>? only;

    private Guid id;
    private string displayName = "";

    /// <summary>Nobody's from the moment on at which the session has ended.</summary>
    public Guid Id => HasLeft ? Guid.Empty : id;
    public string DisplayName => HasLeft ? "" : displayName;
    public bool IsPerson => actingAs is null;
    public string Correlation { get; private set; } = Guid.CreateVersion7().ToString("N");
    public string? IpAddress { get; private set; }
    public Guid? SessionId { get; private set; }
    public ActingFor? ActingFor => Act.ActingFor;
    public IReadOnlyCollection<string>? NarrowedTo => only;

    /// <summary>What the session owes: while it does, it holds no permission at all.</summary>
    public SessionDebt Owes => SessionId is { } session ? sessions.Find(session)?.Owes ?? SessionDebt.Nothing : SessionDebt.Nothing;

    public Reach? ReachOf(string permission)
    {
        if (actingAs is not null) return actingAs.ReachOf(permission);
        return IsShut(permission) ? null : cache.Current(id)?.ReachOf(permission);
    }

    private bool HasLeft => SessionId is { } session && sessions.Find(session) is null;

    public Reach? OwnReachOf(string permission)
    {
        if (actingAs is not null) return actingAs.ReachOf(permission);
        return IsShut(permission) ? null : cache.Current(id)?.OwnReachOf(permission);
    }

    /// <summary>Whatever he holds: by a key that was made for less, a session that has ended, or one that owes something.</summary>
    private bool IsShut(string permission) => only?.Contains(permission) == false || HasLeft || Owes is not SessionDebt.Nothing;

    private PresentAct Act => act.Value ?? firstAct;

    public void BeginAct() => act.Value = new();

    public void RestOn(string permission, Func<Reach, bool> covers)
    {
        if (actingAs is null && cache.Current(id) is { } access) Act.Ask(access, permission, covers);
    }

    public void ReadThrough(string permission, Type kind, Func<BusinessRecord, bool?> isOwn)
    {
        if (actingAs is null && cache.Current(id) is { } access) Act.Read(access, permission, kind, isOwn);
    }

    public void Saving(Func<IEnumerable<BusinessRecord>> records)
    {
        if (actingAs is null && cache.Current(id) is { } access) Act.Save(access, records);
    }

    /// <summary>Takes the identity of a signed-in principal and loads what it may do. A principal without a user id is nobody.</summary>
    public async Task SetAsync(ClaimsPrincipal principal, string? ipAddress, CancellationToken ct)
    {
        if (!Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var person)) return;
        (id, displayName, IpAddress) = (person, principal.FindFirstValue(UserClaims.DisplayName) ?? "", ipAddress);
        if (Guid.TryParse(principal.FindFirstValue(UserClaims.Session), out var session))
        {
            SessionId = session;
            await sessions.ReadAsync(session, ct);
        }

        if (principal.HasClaim(c => c.Type == UserClaims.Only)) only = [.. principal.FindAll(UserClaims.Only).Select(c => c.Value)];

        await cache.LoadAsync(person, ct);
    }

    /// <summary>Whoever has just come in by a door acts as himself from here on: what is written of it is his.</summary>
    public void Become(Guid person, string name, string? ipAddress) => (id, displayName, IpAddress) = (person, name, ipAddress);

    /// <summary>A new piece of work begins, such as a click: what it causes is tied together by a new correlation.</summary>
    public void BeginWork()
    {
        Correlation = Guid.CreateVersion7().ToString("N");
        firstAct = new();
        BeginAct();
    }

    /// <summary>Where a circuit was opened from; a request knows by itself.</summary>
    public void SeenFrom(string? ipAddress) => IpAddress = ipAddress;

    /// <summary>For jobs, handlers and verbs: this scope acts as the application.</summary>
    public void BecomeSystem()
    {
        actingAs = new SystemUser();
        (id, displayName) = (actingAs.Id, actingAs.DisplayName);
    }
}

/// <summary>Claims in the sign-in cookie besides the standard ones.</summary>
public static class UserClaims
{
    public const string DisplayName = "opsflux:name";

    /// <summary>Id of the session, see <c>Session</c>.</summary>
    public const string Session = "opsflux:session";

    /// <summary>A permission to which an API key narrows its owner; several, or none where nothing narrows him.</summary>
    public const string Only = "opsflux:only";
    public const string Language = "opsflux:language";
    public const string Zone = "opsflux:zone";
    public const string Theme = "opsflux:theme";

    /// <summary>"dense", or absent for the comfortable spacing.</summary>
    public const string Density = "opsflux:density";
}
