using System.ComponentModel;

namespace OpsFlux.Shared.Kernel.Api;

/// <summary>A role by its names.</summary>
public sealed record RoleRef(
    [property: Description("Stable, as in the role's address.")] string Code,
    [property: Description("As its administrator calls it; null for a built-in role, which each language names.")] string? Name);

/// <summary>A person in a list.</summary>
public class UserItem
{
    [Description("Identifier of the person.")]
    public required Guid Id { get; init; }

    [Description("By which the person signs in and is mentioned, without the @.")]
    public required string UserName { get; init; }

    [Description("First and last name.")]
    public required string DisplayName { get; init; }

    [Description("Where mail goes; null for somebody without an address.")]
    public string? Email { get; init; }

    [Description("Where the person belongs.")]
    public required NamedRef Structure { get; init; }

    [Description("`active`, `invited`, `locked`, `deactivated` or `anonymised`.")]
    public required string State { get; init; }

    [Description("`local`, `directory` or `imported`.")]
    public required string Source { get; init; }

    [Description("Whether a second proof is asked for.")]
    public required bool HasSecondFactor { get; init; }

    [Description("`fr` or `en`.")]
    public required string Language { get; init; }

    [Description("The latest sign-in that is remembered.")]
    public DateTimeOffset? LastSignInAt { get; init; }
}

/// <summary>A person in a list, with the roles held straight or by a group.</summary>
public sealed class UserListItem : UserItem
{
    [Description("Roles held, straight or by a group.")]
    public required IReadOnlyList<RoleRef> Roles { get; init; }
}

/// <summary>A person as read by itself.</summary>
public sealed class UserResource : UserItem
{
    [Description("IANA name of the zone; null follows the organisation's.")]
    public string? ZoneId { get; init; }

    [Description("Words matched against what a category asks for.")]
    public required IReadOnlyList<string> Skills { get; init; }

    [Description("False while automatic assignment passes the person over.")]
    public required bool IsAvailable { get; init; }

    [Description("Groups the person is in.")]
    public required IReadOnlyList<NamedRef> Groups { get; init; }

    [Description("The account that continues this one.")]
    public NamedRef? MergedInto { get; init; }

    [Description("Whether the caller may change this account.")]
    public required bool IsManageable { get; init; }
}

/// <summary>Fields of a person to change: what is absent stays, what is null is cleared.</summary>
public sealed class UserPatch
{
    [Description("First and last name, up to 200 characters.")]
    public string DisplayName { get; set; } = "";

    [Description("Null clears it.")]
    public string? Email { get; set; }

    [Description("A structure in use, within the caller's reach.")]
    public Guid StructureId { get; set; }

    [Description("`fr` or `en`.")]
    public string Language { get; set; } = "fr";

    [Description("IANA name; null follows the organisation's.")]
    public string? ZoneId { get; set; }

    [Description("All of them: the list replaces the one before.")]
    public List<string> Skills { get; set; } = [];

    [Description("False: automatic assignment passes the person over.")]
    public bool IsAvailable { get; set; }
}

/// <summary>A person who was added.</summary>
public sealed record CreatedUserAnswer(
    [property: Description("The person.")] UserResource User,
    [property: Description("Why no invitation was sent, though one was asked for; the person is there all the same.")] string? NotWelcomed);

/// <summary>Takes an account out of use.</summary>
public sealed class DeactivateRequest
{
    [Description("Who takes over what is open and assigned to the person; null: it goes back to its teams.")]
    public Guid? HandOverTo { get; set; }

    [Description("False leaves everything assigned to somebody who no longer comes.")]
    public bool HandsOver { get; set; } = true;
}

/// <summary>A group in a list.</summary>
public sealed record GroupItem(
    [property: Description("Identifier of the group.")] Guid Id,
    [property: Description("Its name.")] string Name,
    [property: Description("Name of the structure it serves; null: the whole organisation.")] string? Structure,
    [property: Description("How many are in it.")] int Members,
    [property: Description("Whether it is in use.")] bool IsActive);

/// <summary>A group as read by itself.</summary>
public sealed record GroupResource(
    [property: Description("Identifier of the group.")] Guid Id,
    [property: Description("Its name.")] string Name,
    [property: Description("The structure it serves; null: the whole organisation.")] Guid? StructureId,
    [property: Description("Whether it is in use.")] bool IsActive,
    [property: Description("How many are in it.")] int MemberCount,
    [property: Description("The members by name, at most 500.")] IReadOnlyList<MemberItem> Members,
    [property: Description("Raised by each change.")] long Version);

/// <summary>Somebody in a group.</summary>
public sealed record MemberItem(
    [property: Description("Identifier of the person.")] Guid Id,
    [property: Description("By which the person signs in.")] string UserName,
    [property: Description("First and last name.")] string DisplayName,
    [property: Description("`active`, `invited`, `deactivated` or `anonymised`.")] string State);

/// <summary>Adds a group.</summary>
public sealed class CreateGroupRequest
{
    [RequiredText(1, 200)]
    [Description("Not used by another group of the structure.")]
    public string Name { get; set; } = "";

    [Description("Null: it serves the whole organisation.")]
    public Guid? StructureId { get; set; }
}

/// <summary>Fields of a group to change: what is absent stays, what is null is cleared.</summary>
public sealed class GroupPatch
{
    [Description("Up to 200 characters.")]
    public string Name { get; set; } = "";

    [Description("Null: it serves the whole organisation.")]
    public Guid? StructureId { get; set; }
}

/// <summary>Puts something into use or out of use.</summary>
public sealed class UseRequest
{
    [Description("Whether it shall be in use.")]
    public required bool IsActive { get; set; }
}
