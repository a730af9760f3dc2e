using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Editing;

public sealed record NamedId(Guid Id, string Name);

/// <summary>A person as the administration shows him.</summary>
/// <param name="Person">Read, not tracked; credentials are in it, so it never leaves the server whole.</param>
/// <param name="MayManage">Whether the reader may change this account; if not, <paramref name="WhyNot"/> may say why.</param>
public sealed record UserDetails(
    User Person, string Structure, PersonState State, bool HasSecondFactor, int LiveSessions, DateTimeOffset? LastSignInAt, IReadOnlyList<NamedId> Groups, NamedId? MergedInto,
    bool MayManage, Refusal? WhyNot)
{
    public string Stamp => Person.ConcurrencyStamp ?? "";
}

/// <summary>Reads one person of those whom users.view.user covers. Refuses: forbidden, not-found.</summary>
[Needs(UserPermissions.View)]
public sealed class GetUser(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, PersonGuard guard) : IUseCase
{
    public async Task<Result<UserDetails>> RunAsync(Guid id, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.Set<User>().AsNoTracking().InReach(user, UserPermissions.View).SingleOrDefaultAsync(u => u.Id == id, ct);
        if (person is null) return Refusal.NotFound;

        var around = await AroundAsync(db, person, ct);
        var isLocked = (await LockedPeople.AmongAsync(db, [id], ct)).Count > 0;
        var reached = user.ReachOf(UserPermissions.Manage) is { } reach && (id == user.Id || reach.Covers(person.StructureId));
        var whyNot = !reached || person.AnonymisedAt is not null ? null : await guard.CheckAsync(db, id, ct);
        return new UserDetails(
            person, around.Structure, PersonStates.Of(person, isLocked), around.HasFactor, around.Sessions, around.LastSignInAt, await GroupsAsync(db, id, ct),
            around.MergedInto, reached && person.AnonymisedAt is null && whyNot is null, whyNot);
    }

    private sealed record Around(string Structure, bool HasFactor, int Sessions, DateTimeOffset? LastSignInAt, NamedId? MergedInto);

    private static Task<Around> AroundAsync(AppDbContext db, User person, CancellationToken ct)
    {
        var open = db.Set<Session>().Where(Session.IsOpenAt(db.Clock.GetUtcNow()));
        var sms = SmsFactor.AllowedIn(db);
        var (hasApplication, hasPhone) = (person.TotpSecret is not null, person.SmsFactorAt is not null);
        return db.Set<Structure>().Where(s => s.Id == person.StructureId).Select(s => new Around(
            s.Name,
            hasApplication || db.Set<IdentityUserPasskey<Guid>>().Any(p => p.UserId == person.Id) || (hasPhone && sms.Any()),
            open.Count(o => o.UserId == person.Id),
            db.Set<SignInRecord>().Where(r => r.UserId == person.Id && r.Outcome == SignInOutcome.SignedIn).OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Select(r => (DateTimeOffset?)r.At).FirstOrDefault(),
            db.Set<User>().Where(u => u.Id == person.MergedIntoId).Select(u => new NamedId(u.Id, u.DisplayName)).FirstOrDefault())).SingleAsync(ct);
    }

    private static async Task<IReadOnlyList<NamedId>> GroupsAsync(AppDbContext db, Guid id, CancellationToken ct) => await db.Set<GroupMember>().Where(m => m.UserId == id)
        .Join(db.Set<Group>(), m => m.GroupId, g => g.Id, (m, g) => g).OrderBy(g => g.Name).ThenBy(g => g.Id).Select(g => new NamedId(g.Id, g.Name)).ToListAsync(ct);
}
