using OpsFlux.Kernel.Import;

namespace OpsFlux.Kernel.Accounts.People.Import;

/// <summary>What a row may not do to whom it speaks of: noted on it, by column.</summary>
internal static class PeopleChecks
{
    public static void Run(ImportRow row, ImportedPerson said, PeopleKnown known)
    {
        Twice(row, said, known);
        var person = known.Find(said);
        if (person is not null && known.IsOutOfReach(person)) row.Refuse(said.ExternalId is null ? PeopleColumns.Email : PeopleColumns.ExternalId, "person-out-of-reach", said.ExternalId ?? said.Email ?? "");
        Taken(row, said, person, known);
        Placed(row, said, person, known);
        if (person?.Id == known.Me && said.IsActive == false) row.Refuse(PeopleColumns.Active, "yourself");
    }

    /// <summary>The file itself says one thing of two people.</summary>
    private static void Twice(ImportRow row, ImportedPerson said, PeopleKnown known)
    {
        Once(PeopleColumns.ExternalId, said.ExternalId);
        Once(PeopleColumns.Email, said.Email);
        Once(PeopleColumns.UserName, said.UserName);

        void Once(string column, string? value)
        {
            if (value is null) return;
            var line = known.Lines.TryAdd($"{column}:{PersonVersion.Normal(value)}", row.Line) ? row.Line : known.Lines[$"{column}:{PersonVersion.Normal(value)}"];
            if (line != row.Line) row.Refuse(column, "twice", value, line);
        }
    }

    private static void Taken(ImportRow row, ImportedPerson said, KnownPerson? person, PeopleKnown known)
    {
        if (known.ByEmail(said.Email) is { } other && other.Id != person?.Id) row.Refuse(PeopleColumns.Email, "email-taken", said.Email ?? "", other.UserName.ToLowerInvariant());
        if (said.UserName is { } name && known.ByUserName(name) is { } holder && holder.Id != person?.Id) row.Refuse(PeopleColumns.UserName, "user-name-taken", name);
    }

    private static void Placed(ImportRow row, ImportedPerson said, KnownPerson? person, PeopleKnown known)
    {
        var home = said.StructureId ?? person?.StructureId ?? known.Home;
        if (person is null && said.StructureId is null && !known.Structures.Values.Contains(home)) row.Refuse(PeopleColumns.Structure, "missing");
        if (person is not null && person.StructureId != home && !known.Giving.MayMove(person.Id, home)) row.Refuse(PeopleColumns.Structure, "move-beyond");
        if (said.Roles.Any(role => !known.Giving.MayGive(role, home))) row.Refuse(PeopleColumns.Role, "role-beyond");
        if (said.Groups.Any(group => !known.Giving.MayPutInto(group, home))) row.Refuse(PeopleColumns.Group, "group-beyond");
    }
}
