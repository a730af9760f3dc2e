namespace OpsFlux.Kernel.Access;

/// <summary>The application itself: jobs, event handlers and the operator's verbs. May do everything; never signs in.</summary>
public sealed class SystemUser : ICurrentUser
{
    public static readonly Guid SystemId = new("00000000-0000-7000-8000-000000000001");

    private static readonly Reach Everything = new(true, []);

    public Guid Id => SystemId;
    public string DisplayName => "OpsFlux";
    public bool IsPerson => false;
    public string Correlation { get; init; } = Guid.CreateVersion7().ToString("N");
    public string? IpAddress => null;
    public Guid? SessionId => null;
    public ActingFor? ActingFor => null;
    public Reach? ReachOf(string permission) => Everything;
}
