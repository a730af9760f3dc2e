using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;

namespace OpsFlux.Tests.Support;

/// <summary>
/// Whoever a test acts as: <see cref="World.Alice"/> without a single permission, until told otherwise. Grants stay with
/// the test when it changes the person.
/// </summary>
public sealed class TestUser : ICurrentUser
{
    private readonly Dictionary<string, Reach> reaches = [];

    public Guid Id { get; private set; }
    public string DisplayName { get; private set; } = "";
    public bool IsPerson { get; set; } = true;
    public string Correlation { get; set; } = "test";
    public string? IpAddress { get; set; } = "192.0.2.7";
    public Guid? SessionId { get; set; }
    public ActingFor? ActingFor { get; set; }

    public Reach? ReachOf(string permission) => reaches.GetValueOrDefault(permission);

    /// <param name="scope">With <see cref="Scope.Structure"/>, of <paramref name="structures"/>; where none is named, of <see cref="World.Structure"/>.</param>
    public TestUser Grant(string permission, Scope scope, params Guid[] structures)
    {
        reaches[permission] = scope switch
        {
            Scope.All => new(true, []),
            Scope.Structure => new(false, structures is [] ? [World.Structure] : structures),
            _ => new(false, []),
        };
        return this;
    }

    public TestUser Revoke(string permission)
    {
        reaches.Remove(permission);
        return this;
    }

    public TestUser As(User person) => As(person.Id, person.DisplayName);

    public TestUser As(Guid id, string displayName = "Alice Martin")
    {
        (Id, DisplayName) = (id, displayName);
        return this;
    }

    internal void Reset()
    {
        reaches.Clear();
        (IsPerson, Correlation, IpAddress, SessionId, ActingFor) = (true, "test", "192.0.2.7", null, null);
        As(World.Alice);
    }
}
