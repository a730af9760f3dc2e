using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Accounts.People.Listing;
using OpsFlux.Kernel.Api;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Accounts.People.Api;

/// <summary>People in the words of the API, and back.</summary>
internal static class UserWriting
{
    public static UserListItem Describe(UserRow row) => new()
    {
        Id = row.Id, UserName = row.UserName, DisplayName = row.DisplayName, Email = row.Email, Structure = new(row.StructureId, row.Structure),
        State = ApiJson.Name(row.State.ToString()), Source = ApiJson.Name(row.Source.ToString()), HasSecondFactor = row.HasSecondFactor,
        Language = row.Language, LastSignInAt = row.LastSignInAt, Roles = [.. row.Roles.Select(r => new RoleRef(r.Code, r.Name))],
    };

    public static UserResource Describe(UserDetails details)
    {
        var p = details.Person;
        return new()
        {
            Id = p.Id, UserName = p.UserName ?? "", DisplayName = p.DisplayName, Email = p.Email, Structure = new(p.StructureId, details.Structure),
            State = ApiJson.Name(details.State.ToString()), Source = ApiJson.Name(PersonStates.SourceOf(p).ToString()), HasSecondFactor = details.HasSecondFactor,
            Language = p.Language, LastSignInAt = details.LastSignInAt, ZoneId = p.ZoneId, Skills = p.Skills, IsAvailable = p.IsAvailable,
            Groups = [.. details.Groups.Select(g => new NamedRef(g.Id, g.Name))],
            MergedInto = details.MergedInto is { } other ? new(other.Id, other.Name) : null, IsManageable = details.MayManage,
        };
    }

    public static UserPatch Fields(UserDetails details)
    {
        var p = details.Person;
        return new() { DisplayName = p.DisplayName, Email = p.Email, StructureId = p.StructureId, Language = p.Language, ZoneId = p.ZoneId, Skills = [.. p.Skills], IsAvailable = p.IsAvailable };
    }

    public static SaveUserRequest Request(Guid id, string stamp, UserPatch wanted) => new()
    {
        Id = id, Stamp = stamp, DisplayName = wanted.DisplayName, Email = wanted.Email, StructureId = wanted.StructureId, Language = wanted.Language,
        ZoneId = wanted.ZoneId, Skills = wanted.Skills, IsAvailable = wanted.IsAvailable,
    };
}
