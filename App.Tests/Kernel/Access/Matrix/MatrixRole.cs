using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>Whose record it is, seen by the person who acts.</summary>
public enum Subject
{
    /// <summary>He asked for it himself, in the other structure: his structure alone would not let him see it.</summary>
    Own,

    /// <summary>Somebody else's, in his structure.</summary>
    Structure,

    /// <summary>Somebody else's, in a structure beside his.</summary>
    Other,
}

/// <summary>A built-in role as somebody holds it.</summary>
/// <param name="Code">Null: signed in, without any role.</param>
/// <param name="WithinOne">Held within one structure: what reaches all with it reaches that structure.</param>
public sealed record MatrixRole(string Name, string? Code, bool WithinOne = false)
{
    public static readonly IReadOnlyList<MatrixRole> All =
    [
        .. BuiltInRoles.Codes.Select(code => new MatrixRole(code, code)),
        new("AdministratorOfOne", BuiltInRoles.Administrator, WithinOne: true),
        new("WithoutRole", null),
    ];

    public override string ToString() => Name;
}

/// <summary>
/// Who may do what, worked out from the declarations of permissions alone: the second opinion to which the application's own
/// answers are held.
/// </summary>
public sealed class RoleTable(ModuleCatalog catalog)
{
    /// <summary>Null: not held at all.</summary>
    public Scope? ScopeOf(MatrixRole role, string permission)
    {
        var declared = catalog.Permissions.Single(p => p.Code == permission);
        Scope? scope = role.Code switch
        {
            null => null,
            BuiltInRoles.Administrator => Scope.All,
            _ => declared.Defaults.Where(d => d.Role == role.Code).Select(d => (Scope?)d.Scope).SingleOrDefault(),
        };
        return scope == Scope.All && role.WithinOne ? Scope.Structure : scope;
    }

    public bool Covers(MatrixRole role, string permission, Subject subject) => ScopeOf(role, permission) switch
    {
        null => false,
        Scope.All => true,
        Scope.Structure => subject != Subject.Other,
        _ => subject == Subject.Own,
    };

    /// <summary>All that was asked for, on this record; of what belongs to no record, where <paramref name="subject"/> is null.</summary>
    public bool Meets(MatrixRole role, IEnumerable<Requirement> requirements, Subject? subject) => requirements.All(r => r.OneOf.Any(permission =>
        r.Everywhere ? ScopeOf(role, permission) == Scope.All
        : subject is { } one ? Covers(role, permission, one)
        : ScopeOf(role, permission) is not null));
}

/// <summary>One of these permissions.</summary>
public sealed record Requirement(bool Everywhere, params string[] OneOf)
{
    public static Requirement Of(params string[] oneOf) => new(false, oneOf);
}
