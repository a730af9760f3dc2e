using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Modules.Maintenance.Import;

/// <summary>Who asked for what the source tells of, which it does not say: an inactive account without password, made on first need.</summary>
internal static class PdmRequester
{
    private const string Key = "pdm:?", Name = "unknown.pdm";

    public static async Task<Guid> FindAsync(AppDbContext db, Guid structureId, TextCatalog texts, CancellationToken ct)
    {
        var known = await db.Set<User>().Where(u => u.ExternalId == Key).Select(u => (Guid?)(u.MergedIntoId ?? u.Id)).SingleOrDefaultAsync(ct);
        if (known is { } id) return id;

        var made = Guid.CreateVersion7();
        var isTaken = await db.Set<User>().AnyAsync(u => u.UserName == Name, ct);
        var userName = isTaken ? $"unknown-{made:N}.pdm" : Name;
        db.Add(new User
        {
            Id = made,
            ExternalId = Key,
            DisplayName = texts["Import.Pdm.Requester"],
            UserName = userName,
            NormalizedUserName = userName.ToUpperInvariant(),
            StructureId = structureId,
            IsActive = false,
            SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(20)),
        });
        await db.SaveChangesAsync(ct);
        return made;
    }
}
