using OpsFlux.Kernel.Access.Granting;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Access.Roles.Api;

/// <summary>Roles and who holds them, in the words of the API.</summary>
[Needs(AccessPermissions.View, AccessPermissions.Assign)]
public sealed class RoleWriting(ListAssignments assignments) : IUseCase
{
    /// <summary>The roles of a person or a group.</summary>
    public async Task<IResult> OfHolderAsync(Guid? userId, Guid? groupId, CancellationToken ct)
    {
        var held = await assignments.RunAsync(userId, groupId, ct);
        return held.Failed ? (ApiAnswer)held.Refusal
            : ApiAnswer.Ok(new HeldRoles([.. held.Value.Roles.Select(Describe)], [.. held.Value.ByGroup.Select(Describe)], held.Value.MayChange));
    }

    internal static RoleHolderItem Describe(RoleHolding h) => new(
        h.AssignmentId, new(h.RoleCode, h.RoleName), new(h.HolderId, h.Name), h.IsGroup, h.StructureId is { } id ? new(id, h.Structure ?? "?") : null, h.WithSubStructures, h.ValidFrom, h.ValidTo);

    internal static RoleResource Describe(RoleDetails role) => new(
        role.Id ?? Guid.Empty, role.Code, role.Name, role.IsBuiltIn, role.RequiresSecondFactor, GrantsOf(role), role.Version);

    internal static RolePatch Fields(RoleDetails role) => new()
    {
        Name = role.Name, RequiresSecondFactor = role.RequiresSecondFactor,
        Grants = [.. GrantsOf(role).Select(g => new RoleGrantRequest { Permission = g.Permission, Scope = g.Scope })],
    };

    private static List<RoleGrantItem> GrantsOf(RoleDetails role) =>
        [.. role.Permissions.SelectMany(p => p.Scope is { } scope ? new[] { new RoleGrantItem(p.Code, (GivenScope)scope) } : [])];
}
