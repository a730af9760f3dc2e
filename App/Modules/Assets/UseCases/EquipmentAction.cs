using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.UseCases;

/// <summary>
/// What every action on one piece of equipment does the same way: validate, check the permission, load the row within its
/// scope, expect the version the user saw, act, save, all in one transaction.
/// </summary>
internal static class EquipmentAction
{
    /// <param name="act">Changes the equipment; its refusal is answered and nothing is saved.</param>
    /// <param name="checkVersion">False for what cannot conflict with an edit, such as a step of the operating state.</param>
    public static async Task<Result> RunAsync(
        IDbContextFactory<AppDbContext> dbs, ICurrentUser user, EquipmentRequest request, string permission,
        Func<AppDbContext, Equipment, Task<Result>> act, CancellationToken ct, bool checkVersion = true)
    {
        if (!user.Can(permission)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var equipment = await db.Set<Equipment>().AllowedTo(user, permission).SingleOrDefaultAsync(e => e.Id == request.EquipmentId, ct);
        if (equipment is null) return Refusal.NotFound;
        if (checkVersion) db.Expect(equipment, request.Version);

        var done = await act(db, equipment);
        if (!done.Failed) done = await db.TrySaveAsync(ct);
        if (!done.Failed) await transaction.CommitAsync(ct);
        return done;
    }
}
