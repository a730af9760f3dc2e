using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Organisation.Demo;

/// <summary>Writes the company itself: settings, structures, sites, teams, and the people with their roles.</summary>
internal sealed class DemoOrganisation(AppDbContext db, AddUser add, TimeProvider clock)
{
    public async Task<IReadOnlyDictionary<string, User>> WriteAsync(IReadOnlyList<KnownAccount> accounts, CancellationToken ct)
    {
        db.Add(new OrganisationSettings { Name = DemoCompany.Name, IsDemo = true });
        var structures = AddStructures();
        DemoCalendars.Add(db, structures, DemoCompany.Lyon, clock.GetUtcNow());
        var groups = DemoCompany.Groups.ToDictionary(name => name, name => new Group { Name = name });
        db.AddRange(groups.Values);
        await db.SaveChangesAsync(ct);

        var people = new Dictionary<string, User>();
        foreach (var (person, account) in DemoCompany.People.Zip(accounts)) people[person.Key] = await AddAsync(person, account.Password, ct);
        foreach (var person in DemoCompany.People)
            db.AddRange(person.Groups.Select(g => new GroupMember { GroupId = groups[g].Id, UserId = people[person.Key].Id }));
        AddOthers(people["claire"].StructureId);
        await db.SaveChangesAsync(ct);
        return people;
    }

    /// <summary>One who was invited and has not come yet, and one who has left: neither signs in.</summary>
    private void AddOthers(Guid structureId)
    {
        db.Add(Other("samir.kettani.norvalys", "Samir Kettani", structureId, isActive: true));
        db.Add(Other("brigitte.lemoine.norvalys", "Brigitte Lemoine", structureId, isActive: false));
    }

    private static User Other(string userName, string name, Guid structureId, bool isActive)
    {
        var email = $"{userName[..userName.LastIndexOf('.')]}@{DemoCompany.MailDomain}";
        return new()
        {
            UserName = userName, NormalizedUserName = userName.ToUpperInvariant(), DisplayName = name, StructureId = structureId, IsActive = isActive,
            Email = email, NormalizedEmail = email.ToUpperInvariant(), SecurityStamp = Guid.CreateVersion7().ToString(),
        };
    }

    private Dictionary<string, Guid> AddStructures()
    {
        var ids = DemoCompany.Structures.ToDictionary(s => s.Code, _ => Guid.CreateVersion7());
        foreach (var structure in DemoCompany.Structures)
        {
            db.Add(new Structure
            {
                Id = ids[structure.Code],
                ParentId = structure.Parent is { } parent ? ids[parent] : null,
                Code = structure.Code,
                Name = structure.Name,
                Kind = structure.Kind,
            });
            db.AddRange(structure.Sites.Select(name => new Site { StructureId = ids[structure.Code], Name = name }));
        }

        return ids;
    }

    private async Task<User> AddAsync(DemoPerson person, string password, CancellationToken ct)
    {
        var added = await add.RunAsync(
            new(person.UserName, MailOf(person), person.DisplayName, person.Role)
            {
                Organisation = DemoCompany.Name, StructureCode = person.Structure, Language = person.Language, Skills = person.Skills,
            },
            password, ct);
        return added.Failed ? throw new InvalidOperationException($"{person.UserName}: {added.Refusal}") : added.Value;
    }

    private static string MailOf(DemoPerson person)
    {
        var parts = person.UserName.Split('.');
        return $"{parts[0]}.{parts[1]}@{parts[2]}.example";
    }
}
