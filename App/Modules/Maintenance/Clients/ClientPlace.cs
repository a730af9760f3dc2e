using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Clients;

/// <summary>Where a new client stands in the tree of structures.</summary>
internal static class ClientPlace
{
    private const int CodeLength = 12;

    /// <summary>What its place is refused for; an unknown one and one out of reach look alike.</summary>
    public static async Task<FieldError?> WrongAsync(AppDbContext db, ICurrentUser user, SaveClientRequest request, CancellationToken ct)
    {
        if (request.ParentId is not { } parent) return new(nameof(request.ParentId), "required");
        if (!user.CanIn(MaintenancePermissions.ManageClients, parent) || !await db.Set<Structure>().AnyAsync(s => s.Id == parent && s.IsActive && s.Kind == StructureKind.Internal, ct))
            return new(nameof(request.ParentId), "unknown-value");
        var taken = LikePattern.Escape(CodeOf(request));
        return await db.Set<Structure>().AnyAsync(s => EF.Functions.ILike(s.Code, taken), ct) ? new(nameof(request.Code), "name-taken") : null;
    }

    public static Client Add(AppDbContext db, SaveClientRequest request)
    {
        var structure = new Structure { ParentId = request.ParentId, Code = CodeOf(request), Name = request.Name.Trim(), Kind = StructureKind.Client };
        var client = new Client { Name = structure.Name, StructureId = structure.Id };
        db.Add(structure);
        db.Add(client);
        return client;
    }

    /// <summary>As typed, else the letters and digits that the name begins with.</summary>
    private static string CodeOf(SaveClientRequest request)
    {
        if (!string.IsNullOrWhiteSpace(request.Code)) return request.Code.Trim();
        var letters = new string([.. request.Name.Normalize(System.Text.NormalizationForm.FormD).Where(char.IsAsciiLetterOrDigit).Take(CodeLength)]).ToUpperInvariant();
        return letters.Length > 0 ? letters : "CLIENT";
    }
}
