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
    private readonly ListFiles list = list;
    private (bool, bool, bool)? rights;

    /// <inheritdoc cref="RecordPart.Access"/>
    [Parameter, EditorRequired] public RecordAccess Access { get; set; } = null!; // required

    /// <inheritdoc cref="RecordPart.Upheavals"/>
    [Parameter] public IReadOnlyCollection<string> Upheavals { get; set; } = [];

    protected override UploadTarget Target => new(Record, null);

    private RecordRef Record => Access.Card.Ref;

    protected override Task OnParametersSetAsync()
    {
        if (rights == Access.Rights) return Task.CompletedTask;
        if (rights is null) Follow([LiveTopic.Record(Record)], ReadAsync, update => IsOfFiles(update) || Upheavals.Contains(update.Name));
        rights = Access.Rights;
        return LoadAsync(async () => Take(await list.OfRecordAsync(Access, Gone)));
    }
}
