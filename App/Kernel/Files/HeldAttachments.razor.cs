using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Files;

/// <summary>
/// Files for a form whose record or comment is not sent yet. Kept on the server like the form's draft: a closed tab or a
/// restart loses none. The form's use case hangs them on its record by <see cref="HeldFiles"/>.
/// </summary>
public sealed partial class HeldAttachments(ListFiles list, RemoveFile remove) : FilesPart(list, remove)
{
    private string? followed;

    /// <summary>The form, as in its request's own Tray.</summary>
    [Parameter, EditorRequired] public string Tray { get; set; } = "";

    /// <summary>The record that the files go to once they are sent; null where it does not exist yet.</summary>
    [Parameter] public RecordRef? Record { get; set; }

    /// <summary>Whether files dropped and pasted anywhere on the page come here.</summary>
    [Parameter] public bool CatchesPage { get; set; }

    protected override UploadTarget Target => new(null, Tray);

    protected override async Task OnParametersSetAsync()
    {
        if (followed == Tray) return;
        followed = Tray;
        await LoadAsync(ReadAsync);
        var mine = LiveTopic.Notifications(User.Id);
        Follow(Record is { } record ? [mine, LiveTopic.Record(record)] : [mine], ReadAsync, update => update.Record != Record || IsOfFiles(update));   // sent: they hang on the record now
    }
}
