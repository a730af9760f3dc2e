using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Waiting;

/// <summary>
/// Reads and changes why tickets may wait. A reason is never removed, since tickets keep it: it goes out of use. Refuses:
/// forbidden, invalid (name-taken), not-found, stale, last-waiting-reason (a ticket could no longer wait at all).
/// </summary>
[Needs(TicketPermissions.Configure, Everywhere = true)]
public sealed class EditWaitingReasons(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, OwnWordsChange words) : IUseCase
{
    [Needs(TicketPermissions.Configure)]
    public async Task<Result<IReadOnlyList<WaitingReason>>> ListAsync(CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Configure)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Ordered(db).AsNoTracking().ToListAsync(ct);
    }

    public Task<Result> SaveAsync(SaveWaitingReasonRequest request, CancellationToken ct)
    {
        if (RequestValidation.Check(request) is { } invalid) return Task.FromResult<Result>(invalid);
        return ChangeAsync(
            (db, all) =>
            {
                var french = request.French.Trim();
                if (all.Exists(r => r.Code != request.Code && string.Equals(r.Name, french, StringComparison.OrdinalIgnoreCase))) return Refusal.Invalid(new FieldError(nameof(request.French), "name-taken"));

                var reason = request.Code is null ? Add(db, all, french) : all.Find(r => r.Code == request.Code);
                if (reason is null) return Refusal.NotFound;
                if (request.Code is not null) db.Expect(reason, request.Version);
                (reason.Name, reason.StopsResolution, reason.StopsReply) = (french, request.StopsResolution, request.StopsReply);
                reason.EnglishName = string.IsNullOrWhiteSpace(request.English) ? null : request.English.Trim();
                return Result.Ok;
            },
            ct);
    }

    /// <summary>The built-in name again, of a reason that came with OpsFlux.</summary>
    public Task<Result> ResetNameAsync(string code, long version, CancellationToken ct) => ChangeAsync(
        (db, all) =>
        {
            if (all.Find(r => r.Code == code) is not { } reason || !IsBuiltIn(code)) return Refusal.NotFound;
            db.Expect(reason, version);
            (reason.Name, reason.EnglishName) = (null, null);
            return Result.Ok;
        },
        ct);

    public Task<Result> ActivateAsync(string code, long version, bool isActive, CancellationToken ct) => ChangeAsync(
        (db, all) =>
        {
            if (all.Find(r => r.Code == code) is not { } reason) return Refusal.NotFound;
            if (!isActive && all.TrueForAll(r => r.Code == code || !r.IsActive)) return Refusal.Conflict(TicketRefusals.LastWaitingReason);
            db.Expect(reason, version);
            reason.IsActive = isActive;
            return Result.Ok;
        },
        ct);

    public Task<Result> MoveAsync(string code, bool up, CancellationToken ct) => ChangeAsync(
        (_, all) =>
        {
            if (all.Find(r => r.Code == code) is not { } reason) return Refusal.NotFound;
            Arranging.Step(all, reason, up, (r, order) => r.Order = order);
            return Result.Ok;
        },
        ct);

    public static bool IsBuiltIn(string code) => BuiltIn.Contains(code);

    private static readonly HashSet<string> BuiltIn = ["requester", "supplier", "parts", "approval", "access", "problem", "evidence"];

    private static WaitingReason Add(AppDbContext db, List<WaitingReason> all, string french)
    {
        var reason = new WaitingReason { Code = Slug.Of(french, TicketLimits.CodeMax, code => all.Exists(r => r.Code == code)), Order = all.Max(r => r.Order) + 1 };
        db.Add(reason);
        return reason;
    }

    private async Task<Result> ChangeAsync(Func<AppDbContext, List<WaitingReason>, Result> change, CancellationToken ct)
    {
        if (!user.MayConfigureAll) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var changed = change(db, await Ordered(db).ToListAsync(ct));
        if (changed.Failed) return changed;
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Failed) await words.AnnounceAsync(db, ct);
        return saved;
    }

    private static IQueryable<WaitingReason> Ordered(AppDbContext db) => db.Set<WaitingReason>().OrderBy(r => r.Order).ThenBy(r => r.Code);
}
