using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Photos;

/// <summary>
/// POST /interventions/{id}/photos/{moment}: the kernel's own intake, and a mark on what it took. From the connection to the
/// disk, so that a camera that pushes the page aside loses nothing.
/// </summary>
internal static class PhotoEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/interventions/{id:guid}/photos/{moment}", AddAsync)
        .RequireAuthorization(MaintenancePermissions.Work).DisableAntiforgery();   // the token is in a header, which the intake checks

    private static async Task<IResult> AddAsync(HttpContext context, Guid id, string moment, AddPhotos add)
    {
        if (EnumNames.One<PhotoMoment>(moment) is not { } when) return UploadEndpoints.Answer(context, Refusal.NotFound);
        var may = await add.MayAsync(id, context.RequestAborted);
        return may.Failed
            ? UploadEndpoints.Answer(context, may.Refusal)
            : await UploadEndpoints.UploadAsync(context, new(new RecordRef(Intervention.RecordKind, id), null), files => add.RunAsync(id, when, [.. files.Select(f => f.Id)], context.RequestAborted));
    }
}
