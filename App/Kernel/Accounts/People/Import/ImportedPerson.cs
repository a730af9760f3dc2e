using OpsFlux.Kernel.Import;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Import;

/// <summary>What a row says; null where it says nothing, which changes nothing of somebody who is there.</summary>
internal sealed record ImportedPerson(
    string? Name, string? UserName, string? Email, Guid? StructureId, IReadOnlyList<Guid> Roles, IReadOnlyList<Guid> Groups, string? Language, bool? IsActive, string? ExternalId)
{
    private const int LongestExternalId = 100, LongestList = 1000;
    private static readonly Dictionary<string, string> Languages = Choices("fr", ["fr", "français", "francais", "french"]).Concat(Choices("en", ["en", "anglais", "english"])).ToDictionary(StringComparer.OrdinalIgnoreCase);
    private static readonly Dictionary<string, string> YesNo =
        Choices("yes", ["yes", "oui", "true", "vrai", "1", "actif", "active"]).Concat(Choices("no", ["no", "non", "false", "faux", "0", "inactif", "inactive"])).ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes on the row whatever it says that cannot be.</summary>
    public static ImportedPerson Read(ImportRow row, PeopleKnown known)
    {
        row.Require(PeopleColumns.Name);
        var userName = row.Text(PeopleColumns.UserName, UserNames.Longest)?.TrimStart('@');
        if (userName is not null && !UserNames.Fits(userName)) row.Refuse(PeopleColumns.UserName, "user-name-form", userName);
        var email = row.Text(PeopleColumns.Email, UserFields.LongestEmail)?.Trim();
        if (email is not null && !EmailForm.Fits(email)) row.Refuse(PeopleColumns.Email, "email-form", email);
        return new(
            row.Text(PeopleColumns.Name, UserFields.LongestName)?.Trim(), userName, email, StructureOf(row, known),
            Many(row, PeopleColumns.Role, known.Roles, "unknown-role"), Many(row, PeopleColumns.Group, known.Groups, "unknown-group"),
            row.Choice(PeopleColumns.Language, Languages), row.Choice(PeopleColumns.Active, YesNo) switch { null => null, var said => said == "yes" },
            row.Text(PeopleColumns.ExternalId, LongestExternalId));
    }

    private static Guid? StructureOf(ImportRow row, PeopleKnown known)
    {
        if (row.Text(PeopleColumns.Structure, LongestExternalId) is not { } code) return null;
        if (known.Structures.TryGetValue(code, out var id)) return id;
        row.Refuse(PeopleColumns.Structure, "unknown-structure", code);
        return null;
    }

    /// <summary>Several names are separated by a bar.</summary>
    private static List<Guid> Many(ImportRow row, string column, IReadOnlyDictionary<string, Guid> known, string code)
    {
        var found = new List<Guid>();
        foreach (var name in (row.Text(column, LongestList) ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (known.TryGetValue(name, out var id)) found.Add(id);
            else row.Refuse(column, code, name);
        }

        return found;
    }

    private static IEnumerable<KeyValuePair<string, string>> Choices(string value, string[] words) => words.Select(w => KeyValuePair.Create(w, value));
}
