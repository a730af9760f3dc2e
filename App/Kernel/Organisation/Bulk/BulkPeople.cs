using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Organisation.Bulk;

/// <summary>
/// Writes the organisation of a large set: 200 structures whose people are as skewed as their records, twelve teams, and
/// three people who can sign in.
/// </summary>
internal sealed class BulkPeople(AppDbContext db, UserManager<User> users)
{
    public const string SmallCode = "SMALL20";
    public const string Administrator = "bench.admin", SmallTechnician = "bench.technician.small", Requester = "bench.requester";

    private const string Name = "Banc d’essai", RootCode = "BENCH";
    private const int Structures = 199, Technicians = 300, Requesters = 3000, Groups = 12;
    private const int RequesterHome = 9;   // neither large nor small

    private readonly Skew sizes = new(Structures);

    public async Task<BulkOrganisation> WriteAsync(string password, CancellationToken ct)
    {
        var root = new Structure { Code = RootCode, Name = Name };
        db.AddRange(new OrganisationSettings { Name = Name }, root);
        var structures = Enumerable.Range(1, Structures).Select(n => Below(root, Code("S", n), $"Agence {n}")).ToList();
        var small = Below(root, SmallCode, "Antenne");
        var groups = Enumerable.Range(1, Groups).Select(n => new Group { Name = $"Équipe {n}" }).ToList();
        db.AddRange([.. structures, small, .. groups]);
        await db.SaveChangesAsync(ct);

        await AddAsync(Administrator, BuiltInRoles.Administrator, root, password, ct);
        var technician = await AddAsync(SmallTechnician, BuiltInRoles.Technician, small, password, ct);
        var requester = await AddAsync(Requester, BuiltInRoles.User, structures[RequesterHome], password, ct);
        var peopled = structures.Select(People).ToList();
        var smallPeople = new BulkStructure(small.Id, [technician], Named("user", 3, small));
        await JoinAsync([technician, .. peopled.SelectMany(s => s.Technicians)], groups, ct);
        return new(peopled, smallPeople, requester, peopled[RequesterHome], [.. groups.Select(g => g.Id)]);
    }

    private static Structure Below(Structure root, string code, string name) => new() { ParentId = root.Id, Code = code, Name = name };

    private static string Code(string prefix, int number) => $"{prefix}{number.ToString("D3", CultureInfo.InvariantCulture)}";

    /// <summary>Past AddUser, which would insist on three parts in the name.</summary>
    private async Task<Guid> AddAsync(string userName, string role, Structure structure, string password, CancellationToken ct)
    {
        var user = new User { UserName = userName, Email = $"{userName}@bench.example", DisplayName = userName, StructureId = structure.Id };
        var created = await users.CreateAsync(user, password);
        if (!created.Succeeded) throw new InvalidOperationException($"{userName}: {created}");
        db.Add(new RoleAssignment { RoleId = await db.Set<Role>().Where(r => r.Code == role).Select(r => r.Id).SingleAsync(ct), UserId = user.Id });
        return user.Id;
    }

    /// <summary>People who are named on records and never sign in: accounts without a password.</summary>
    private BulkStructure People(Structure structure, int place)
    {
        var share = sizes.ShareOf(place);
        return new(structure.Id, Named("tech", Math.Max(1, (int)(Technicians * share)), structure), Named("user", Math.Max(3, (int)(Requesters * share)), structure));
    }

    private List<Guid> Named(string trade, int count, Structure structure) =>
        [.. Enumerable.Range(1, count).Select(n => Nameless($"{trade}{n}.{structure.Code.ToLowerInvariant()}.bench", structure))];

    private Guid Nameless(string userName, Structure structure)
    {
        var user = new User
        {
            UserName = userName,
            NormalizedUserName = userName.ToUpperInvariant(),
            DisplayName = $"{userName.Split('.')[0]} {structure.Name}",
            StructureId = structure.Id,
            SecurityStamp = userName,
        };
        db.Add(user);
        return user.Id;
    }

    private async Task JoinAsync(IReadOnlyList<Guid> technicians, List<Group> groups, CancellationToken ct)
    {
        db.AddRange(technicians.Select((t, n) => new GroupMember { GroupId = groups[n % Groups].Id, UserId = t }));
        await db.SaveChangesAsync(ct);
    }
}
