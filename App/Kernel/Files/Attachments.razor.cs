using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Files;

/// <summary>
/// The files of a record, for its page: shows them, takes new ones by choice, drop, paste and camera, and follows what
/// others do. Nothing at all for who may not see the record.
/// </summary>
public sealed partial class Attachments(ListFiles list, RemoveFile remove) : FilesPart(list, remove)
{
    private RecordRef followed;

    [Parameter, EditorRequired] public RecordRef Record { get; set; }

    protected override UploadTarget Target => new(Record, null);

    protected override async Task OnParametersSetAsync()
    {
        if (followed == Record) return;
        followed = Record;
        await LoadAsync(ReadAsync);
        Follow([LiveTopic.Record(Record)], ReadAsync);
    }
}
