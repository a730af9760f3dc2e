using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Public;
using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Merging;

/// <summary>
/// One person has two accounts: the kept one takes over what the other is and has (memberships, roles, records, watchers),
/// nothing twice. The other is taken out of use and says where it went; what it did stays under its name. In one transaction.
/// Refuses, for either account: what <see cref="PersonAct"/> refuses; users.same-account, users.not-yourself, users.was-merged, users.is-inactive.
/// </summary>
[Needs(UserPermissions.Manage)]
public sealed class MergeUsers(IDbContextFactory<AppDbContext> dbs, PersonAct act, PersonGuard guard, ReferenceMove references, ICurrentUser user) : IUseCase
{
    public async Task<Result> RunAsync(MergeUsersRequest request, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.Manage)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var pair = await UserPair.FindAsync(db, act, guard, user, request, lockRows: true, ct);
        if (pair.Failed) return pair.Refusal;

        var moved = await references.MoveAsync<User>(db, request.GoneId, request.KeptId, ct);
        await LeaveAsync(db, pair.Value, ct);
        AuditWriter.Add(db, AuditAction.PermissionChange, "user", request.KeptId.ToString(), $"merged {pair.Value.Gone.UserName}", JsonSerializer.Serialize(moved.ToDictionary(m => m.Reference.Text, m => m.Rows)));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Failed) return saved;

        await SessionReview.RunAsync(db, [request.KeptId], ct);   // a role that came over may ask for a second factor
        await TellAsync(db, request, ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }

    /// <summary>What only one account can have goes over where the kept one has none: the next import finds the person by it.</summary>
    private static async Task LeaveAsync(AppDbContext db, UserPair pair, CancellationToken ct)
    {
        var (gone, kept) = (pair.Gone, pair.Kept);
        var wasActive = gone.IsActive;
        var (email, normal, external) = (gone.Email, gone.NormalizedEmail, gone.ExternalId);
        if (kept.Email is null) (gone.Email, gone.NormalizedEmail, gone.EmailConfirmed) = (null, null, false);
        if (kept.ExternalId is null) gone.ExternalId = null;
        var (directoryName, directoryId) = (gone.DirectoryName, gone.DirectoryId);
        if (kept.DirectoryName is null) (gone.DirectoryName, gone.DirectoryId) = (null, null);
        var phone = gone.PhoneNumberConfirmed ? gone.PhoneNumber : null;
        (gone.PhoneNumber, gone.PhoneNumberConfirmed, gone.SmsFactorAt) = (null, false, null);
        (gone.IsActive, gone.MergedIntoId) = (false, kept.Id);
        PersonVersion.Renew(gone);
        await SessionEnding.EndAllAsync(db, gone.Id, SessionEnd.Deactivated, null, ct);
        if (wasActive) UserEvents.Raise(db, gone, new UserDeactivated(gone.Id, gone.UserName ?? "", kept.Id));
        await db.SaveChangesAsync(ct);   // first, since both cannot have them at once

        if (kept.Email is null) (kept.Email, kept.NormalizedEmail) = (email, normal);
        kept.ExternalId ??= external;
        if (kept.PhoneNumber is null && phone is not null) (kept.PhoneNumber, kept.PhoneNumberConfirmed) = (phone, true);   // the factor is not: he switches it on himself
        if (kept.DirectoryName is null) (kept.DirectoryName, kept.DirectoryId) = (directoryName, directoryId);
        kept.Skills = [.. kept.Skills.Union(gone.Skills)];
        PersonVersion.Renew(kept);
    }

    /// <summary>What was written past the tracker has to be told: permissions of both, and what the kept one has not read.</summary>
    private static async Task TellAsync(AppDbContext db, MergeUsersRequest request, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"""
            insert into kernel.notification_counters (user_id, module, unread)
            select {request.KeptId}, module, count(*) from kernel.notifications
            where user_id = {request.KeptId} and read_at is null and shown_at is not null and folded_into_id is null group by module
            on conflict (user_id, module) do update set unread = excluded.unread
            """, ct);
        await db.Database.ExecuteSqlAsync($"delete from kernel.notification_counters where user_id = {request.GoneId}", ct);
        await Outbox.SignalAsync(db, new(SignalKind.Access, [request.KeptId, request.GoneId]), ct);
        await Outbox.SignalAsync(db, new(SignalKind.Notifications, [request.KeptId, request.GoneId]), ct);
    }
}
