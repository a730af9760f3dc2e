namespace OpsFlux.Kernel.Accounts;

/// <summary>A person to be added, with the one role that he begins with.</summary>
/// <param name="UserName">Of the form prenom.nom.entreprise, in lower case.</param>
/// <param name="Role">Code of a role.</param>
public sealed record NewUser(string UserName, string Email, string DisplayName, string Role)
{
    /// <summary>Null: the root of the organisation, which has to be the only one.</summary>
    public string? StructureCode { get; init; }

    /// <summary>Names the organisation if this is its first person; not looked at afterwards.</summary>
    public required string Organisation { get; init; }

    /// <summary>Null: the organisation's.</summary>
    public string? Language { get; init; }

    public IReadOnlyList<string> Skills { get; init; } = [];
}

/// <summary>Why a person was not added: stable codes, keys of their texts.</summary>
public static class UserRefusals
{
    public const string UserNameForm = "user-name-form";
    public const string UserNameTaken = "user-name-taken";
    public const string EmailForm = "email-form";
    public const string EmailTaken = "email-taken";
    public const string NameRequired = "name-required";
    public const string RoleUnknown = "role-unknown";
    public const string StructureUnknown = "structure-unknown";
    public const string StructureRequired = "structure-required";
}
