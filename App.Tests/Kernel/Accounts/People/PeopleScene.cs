using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Accounts.People;

/// <summary>Roles and people to set the scene with.</summary>
internal static class PeopleScene
{
    /// <summary>A new role with one permission.</summary>
    public static async Task<Role> RoleAsync(this TestApp app, string permission, Scope scope)
    {
        var role = new Role { Code = $"R{Guid.CreateVersion7():N}"[..20], Name = "Essai" };
        await app.SaveAllAsync(role, new Grant { RoleId = role.Id, Permission = permission, Scope = scope });
        return role;
    }

    public static async Task<User> PersonAsync(this TestApp app, Role? role = null, Guid? structure = null, bool isActive = true, string? email = null)
    {
        var person = Make.User("Nora Idrissi", structure, isActive: isActive, email: email);
        await app.SaveAsync(person);
        if (role is not null) await app.SaveAsync(new RoleAssignment { RoleId = role.Id, UserId = person.Id });
        return person;
    }

    public static async Task<string> StampAsync(this TestApp app, User person) => (await app.LoadAsync<User>(person.Id)).ConcurrencyStamp ?? "";
}
