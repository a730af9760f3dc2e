namespace OpsFlux.Kernel.Access.Explaining;

/// <summary>Somebody else's permissions, to be asked like one's own; nobody acts as him.</summary>
internal sealed class SnapshotUser(AccessSnapshot access, string name) : ICurrentUser
{
    public Guid Id => access.UserId;
    public string DisplayName => name;
    public bool IsPerson => true;
    public string Correlation => "";
    public string? IpAddress => null;
    public Guid? SessionId => null;
    public ActingFor? ActingFor => null;
    public Reach? ReachOf(string permission) => access.ReachOf(permission);
    public Reach? OwnReachOf(string permission) => access.OwnReachOf(permission);
}
