using OpsFlux.Kernel.Access.Roles;
using OpsFlux.Kernel.Accounts.People.Listing;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Accounts.People;

/// <summary>How people are spoken of on pages and in files.</summary>
internal static class PeopleWords
{
    public static string Roles(IReadOnlyList<RoleName> roles, TextCatalog texts) => string.Join(", ", roles.Select(r => RoleWords.Of(texts, r.Code, r.Name)));

    /// <summary>The colour of a state, see <c>StateBadge</c>.</summary>
    public static string Tone(PersonState state) => state switch
    {
        PersonState.Active => "run",
        PersonState.Invited => "new",
        PersonState.Locked => "wait",
        _ => "done",
    };
}
