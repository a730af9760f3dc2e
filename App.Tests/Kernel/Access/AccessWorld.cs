using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Delegations;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Access;

/// <summary>People with roles, in a small tree, for tests of who may do what.</summary>
internal static class AccessWorld
{
    public sealed record Tree(Structure Top, Structure Left, Structure Leaf, Structure Right);

    public static async Task<Tree> TreeAsync(this TestApp app)
    {
        var top = Make.Structure("Top");
        var (left, right) = (Make.Structure("Left", top.Id), Make.Structure("Right", top.Id));
        var leaf = Make.Structure("Leaf", left.Id);
        await app.SaveAllAsync(top, left, right, leaf);
        return new(top, left, leaf, right);
    }

    public static Task<User> PersonAsync(this TestApp app, Structure? home = null, string name = "Karim Benali") => app.SaveAsync(Make.User(name, structure: home?.Id));

    /// <summary>A role of its own with these permissions.</summary>
    public static async Task<Role> RoleAsync(this TestApp app, Scope scope, params string[] permissions)
    {
        var role = new Role { Code = $"role-{Guid.CreateVersion7():n}", Name = $"Rôle {Guid.CreateVersion7():n}" };
        await app.SaveAllAsync([role, .. permissions.Select(p => new Grant { RoleId = role.Id, Permission = p, Scope = scope })]);
        return role;
    }

    public static async Task<RoleAssignment> GiveAsync(
        this TestApp app, User person, Role role, Structure? within = null, bool withSub = true, DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        await app.SaveAsync(new RoleAssignment { RoleId = role.Id, UserId = person.Id, StructureId = within?.Id, WithSubStructures = withSub, ValidFrom = from, ValidTo = to });

    /// <summary>In force from the present for a day, unless said otherwise.</summary>
    public static Task<Delegation> LendAsync(this TestApp app, User from, User to, string permission, TimeSpan? begins = null, TimeSpan? length = null) => app.SaveAsync(new Delegation
    {
        FromUserId = from.Id, ToUserId = to.Id, Permissions = [permission],
        ValidFrom = app.Clock.Now + (begins ?? TimeSpan.Zero), ValidTo = app.Clock.Now + (begins ?? TimeSpan.Zero) + (length ?? TimeSpan.FromDays(1)),
    });
}
