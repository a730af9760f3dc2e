using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Interventions.Domain;

namespace OpsFlux.Modules.Maintenance.Interventions.Photos.Pages;

/// <summary>How something was found and left: two strips, to which a phone adds by its camera.</summary>
public sealed partial class PhotoStrips(ListPhotos list, RemoveFile remove) : AppPage
{
    /// <summary>Pixels of a photo whose size is not known.</summary>
    private const int Side = 160;

    /// <summary>Pixels: enough to read a plate, little enough for a report that travels by mail.</summary>
    private const int LongestSide = 1280;

    private PhotoList? photos;
    private PhotoLine? shown, removing;

    [Parameter, EditorRequired] public Guid InterventionId { get; set; }

    protected override Task OnInitializedAsync()
    {
        Follow([LiveTopic.Record(new RecordRef(Intervention.RecordKind, InterventionId))], ReadAsync, update =>
            update.Name.StartsWith("files.", StringComparison.Ordinal) || update.Name.StartsWith("maintenance.intervention.", StringComparison.Ordinal) || update.Name == LiveUpdate.Resync);
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        photos = (await list.RunAsync(InterventionId, Gone)).Value;
        if (removing is { } gone && photos?.Photos.All(p => p.FileId != gone.FileId) == true) removing = null;
    }

    private void Ask(PhotoLine photo) => (removing, refusal) = (photo, null);

    private async Task RemoveAsync()
    {
        if (removing is not { } photo || !await ActAsync(() => remove.RunAsync(photo.FileId, Gone))) return;
        removing = null;
        await LoadAsync(ReadAsync);
    }
}
