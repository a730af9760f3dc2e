using System.Security.Claims;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Access;

/// <summary>
/// The person behind a circuit or request; filled once by <see cref="SetAsync"/> from the signed-in principal,
/// and nobody (no permission at all) before that.
/// </summary>
public sealed class CurrentUser(AccessCache cache) : ICurrentUser
{
    // An act is a chain of calls, not a circuit: what is drawn or refreshed meanwhile asks for permissions too, and is none of its business.
    private readonly AsyncLocal<PresentAct?> act = new();
    private PresentAct firstAct = new();
    private ICurrentUser? actingAs;

    public Guid Id { get; private set; }
    public string DisplayName { get; private set; } = "";
    public bool IsPerson => actingAs is null;
    public string Correlation { get; private set; } = Guid.CreateVersion7().ToString("N");
    public string? IpAddress { get; private set; }
    public Guid? SessionId { get; private set; }
    public ActingFor? ActingFor => Act.ActingFor;

    public Reach? ReachOf(string permission) => actingAs is not null ? actingAs.ReachOf(permission) : cache.Current(Id)?.ReachOf(permission);

    public Reach? OwnReachOf(string permission) => actingAs is not null ? actingAs.ReachOf(permission) : cache.Current(Id)?.OwnReachOf(permission);

    private PresentAct Act => act.Value ?? firstAct;

    public void BeginAct() => act.Value = new();

    public void RestOn(string permission, Func<Reach, bool> covers)
    {
        if (actingAs is null && cache.Current(Id) is { } access) Act.Ask(access, permission, covers);
    }

    public void ReadThrough(string permission, Func<BusinessRecord, bool?> isOwn)
    {
        if (actingAs is null && cache.Current(Id) is { } access) Act.Read(access, permission, isOwn);
    }

    public void Saving(Func<IEnumerable<BusinessRecord>> records)
    {
        if (actingAs is null && cache.Current(Id) is { } access) Act.Save(access, records);
    }

    /// <summary>Takes the identity of a signed-in principal and loads what it may do. A principal without a user id is nobody.</summary>
    public async Task SetAsync(ClaimsPrincipal principal, string? ipAddress, CancellationToken ct)
    {
        if (!Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id)) return;
        (Id, DisplayName, IpAddress) = (id, principal.FindFirstValue(UserClaims.DisplayName) ?? "", ipAddress);
        if (Guid.TryParse(principal.FindFirstValue(UserClaims.Session), out var session)) SessionId = session;
        await cache.LoadAsync(id, ct);
    }

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
        (Id, DisplayName) = (actingAs.Id, actingAs.DisplayName);
    }
}

/// <summary>Claims in the sign-in cookie besides the standard ones.</summary>
public static class UserClaims
{
    public const string DisplayName = "opsflux:name";

    /// <summary>Id of the session, see <c>Session</c>.</summary>
    public const string Session = "opsflux:session";
    public const string Language = "opsflux:language";
    public const string Zone = "opsflux:zone";
    public const string Theme = "opsflux:theme";

    /// <summary>"dense", or absent for the comfortable spacing.</summary>
    public const string Density = "opsflux:density";
}
