using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Links;
using OpsFlux.Kernel.Accounts.Public;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail.Refused;
using OpsFlux.Kernel.Import;

namespace OpsFlux.Kernel.Accounts.People.Import;

/// <summary>Writes people, batch by batch. What is already so is not written again.</summary>
internal sealed class PeopleWriter(AppDbContext db, Guid structureId, PeopleKnown known) : IImportWriter
{
    public async Task<ImportCounts> WriteAsync(IReadOnlyList<ImportedRecord> batch, CancellationToken ct)
    {
        var said = batch.Select(r => ImportedPerson.Read(r.Rows[0], known)).ToList();
        var ids = said.Select(known.Find).OfType<KnownPerson>().Select(p => p.Id).ToArray();
        var people = await db.Set<User>().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, ct);
        var roles = (await db.Set<RoleAssignment>().Where(a => a.UserId != null && ids.Contains(a.UserId.Value)).Select(a => new { Person = a.UserId!.Value, a.RoleId }).ToListAsync(ct)).ToLookup(a => a.Person, a => a.RoleId);
        var groups = (await db.Set<GroupMember>().AsNoTracking().Where(m => ids.Contains(m.UserId)).ToListAsync(ct)).ToLookup(m => m.UserId, m => m.GroupId);

        var counts = new ImportCounts();
        foreach (var row in said)
        {
            var person = known.Find(row) is { } there ? people[there.Id] : null;
            counts += person is null ? Create(row) : Change(person, row, [.. roles[person.Id]], [.. groups[person.Id]]);
        }

        var readdressed = db.ChangeTracker.Entries<User>().Where(e => e.State is EntityState.Modified && e.Property(u => u.NormalizedEmail).IsModified).Select(e => (e.Entity.Id, Former: e.Property(u => u.NormalizedEmail).OriginalValue)).ToList();
        await db.SaveChangesAsync(ct);
        var gone = people.Values.Where(p => !p.IsActive).Select(p => p.Id).ToArray();
        await SessionEnding.EndAsync(db, db.Set<Session>().Where(s => gone.Contains(s.UserId)), SessionEnd.Deactivated, ct);
        await AccountLinks.VoidAsync(db, [.. readdressed.Select(r => r.Id), .. gone], db.Clock.GetUtcNow(), ct);   // whoever reads the former address must not come in by it
        await MailRefusals.LiftAsync(db, [.. readdressed.Select(r => r.Former)], ct);
        db.ChangeTracker.Clear();
        return counts;
    }

    private ImportCounts Create(ImportedPerson said)
    {
        var name = said.UserName ?? known.FreeUserName(said.Name ?? "");
        var person = new User { UserName = name, NormalizedUserName = PersonVersion.Normal(name), StructureId = structureId, SecurityStamp = Guid.CreateVersion7().ToString() };
        db.Add(person);
        Apply(person, said);
        Give(person, said, [], []);
        UserEvents.Raise(db, person, new UserCreated(person.Id, name, person.StructureId));
        return new(1, 0, 0);
    }

    private ImportCounts Change(User person, ImportedPerson said, HashSet<Guid> roles, HashSet<Guid> groups)
    {
        var wasActive = person.IsActive;
        Apply(person, said);
        var entry = db.Entry(person);
        entry.DetectChanges();
        var isChanged = entry.State == EntityState.Modified;
        if (isChanged) PersonVersion.Renew(person);
        if (wasActive && !person.IsActive) UserEvents.Raise(db, person, new UserDeactivated(person.Id, person.UserName ?? "", null));
        return Give(person, said, roles, groups) || isChanged ? new(0, 1, 0) : new(0, 0, 1);
    }

    private void Apply(User person, ImportedPerson said)
    {
        person.DisplayName = said.Name ?? person.DisplayName;
        person.StructureId = said.StructureId ?? person.StructureId;
        person.Language = said.Language ?? person.Language;
        person.IsActive = said.IsActive ?? person.IsActive;
        if (!known.IsTaken(said.ExternalId, null)) person.ExternalId ??= said.ExternalId;
        if (said.Email is { } email && !known.IsTaken(null, email)) (person.Email, person.NormalizedEmail, person.EmailConfirmed) = (email, PersonVersion.Normal(email), false);
    }

    private bool Give(User person, ImportedPerson said, HashSet<Guid> roles, HashSet<Guid> groups)
    {
        var (newRoles, newGroups) = (said.Roles.Where(roles.Add).ToList(), said.Groups.Where(groups.Add).ToList());
        db.AddRange(newRoles.Select(role => new RoleAssignment { RoleId = role, UserId = person.Id }));
        db.AddRange(newGroups.Select(group => new GroupMember { GroupId = group, UserId = person.Id }));
        return newRoles.Count + newGroups.Count > 0;
    }
}
