using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Links;
using OpsFlux.Kernel.Accounts.Public;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Leaving;

/// <summary>
/// Takes an account out of use: he is signed out everywhere, cannot come back, and stays named where he was. What is open and
/// assigned to him is handed over. Refuses: what <see cref="PersonAct"/> refuses, users.not-yourself, users.already-inactive,
/// invalid (an heir who is unknown or not at work).
/// </summary>
[Needs(UserPermissions.Manage)]
public sealed class DeactivateUser(IDbContextFactory<AppDbContext> dbs, PersonAct act, ICurrentUser user, IEnumerable<IPersonDuties> duties) : IUseCase
{
    private const long LockKey = 0x4F707344656163;   // "OpsDeac"

    /// <summary>What hangs on him, to be asked before. Refuses: forbidden, not-found.</summary>
    public async Task<Result<IReadOnlyList<PersonDuty>>> PreviewAsync(Guid id, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.Manage)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await db.Set<User>().InReach(user, UserPermissions.Manage).AnyAsync(u => u.Id == id, ct)) return Refusal.NotFound;

        var found = new List<PersonDuty>();
        foreach (var module in duties) found.AddRange(await module.OfAsync(db, user, id, ct));   // as many as there are modules
        return found;
    }

    public Task<Result> RunAsync(DeactivateUserRequest request, CancellationToken ct) => act.RunAsync(request.Id, request.Stamp, (db, person) => LeaveAsync(db, person, request, ct), ct);

    private async Task<Result> LeaveAsync(AppDbContext db, User person, DeactivateUserRequest request, CancellationToken ct)
    {
        if (person.Id == user.Id) return Refusal.Conflict(PeopleRefusals.NotYourself);
        if (!person.IsActive) return Refusal.Conflict(PeopleRefusals.AlreadyInactive);
        if (await IsGoneHimselfAsync(db, ct)) return Refusal.Forbidden;
        if (request.HandsOver && await HandOverAsync(db, person, request.HandOverTo, ct) is { } refused) return refused;

        person.IsActive = false;
        await AccountLinks.VoidAsync(db, person.Id, db.Clock.GetUtcNow(), ct);
        await SessionEnding.EndAllAsync(db, person.Id, SessionEnd.Deactivated, null, ct);
        UserEvents.Raise(db, person, new UserDeactivated(person.Id, person.UserName ?? "", null));
        return Result.Ok;
    }

    /// <summary>
    /// One after the other: of two who take each other out at the same moment, the second acts by an account that is out of
    /// use. That somebody remains who may give permissions is not seen to here but by the save.
    /// </summary>
    private async Task<bool> IsGoneHimselfAsync(AppDbContext db, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LockKey})", ct);
        return user.IsPerson && !await db.Set<User>().AnyAsync(u => u.Id == user.Id && u.IsActive, ct);
    }

    private async Task<Refusal?> HandOverAsync(AppDbContext db, User person, Guid? heir, CancellationToken ct)
    {
        if (heir is { } to && (to == person.Id || !await db.Set<User>().InReach(user, UserPermissions.View).AnyAsync(u => u.Id == to && u.IsActive, ct)))
            return Refusal.Invalid(new FieldError(nameof(DeactivateUserRequest.HandOverTo), "unknown-value"));
        foreach (var module in duties)
            if ((await module.HandOverAsync(db, user, person.Id, heir, ct)).Refusal is { } refused) return refused;
        return null;
    }
}
