using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Records;

/// <summary>
/// A piece of a record's page that reads what it shows by itself. It opens with the access that the page has just read, reads
/// again when a change was its own, and when the page finds that the person's rights have become others; every later
/// reading asks for access anew, and so does every act.
/// </summary>
public abstract class RecordPart : AppPage
{
    private (bool, bool, bool)? rights;

    /// <summary>As the page has read it with its record, each time it reads.</summary>
    [Parameter, EditorRequired] public RecordAccess Access { get; set; } = null!; // required

    /// <summary>Events of the record's module after which all that hangs on the record may be another, such as merging.</summary>
    [Parameter] public IReadOnlyCollection<string> Upheavals { get; set; } = [];

    protected RecordRef Record => Access.Card.Ref;

    /// <summary>How the names of the events begin that change what this part shows; null: any change of the record may.</summary>
    protected abstract string? OwnEvents { get; }

    /// <param name="access">Null: to be asked for.</param>
    protected abstract Task ReadAsync(RecordAccess? access);

    protected Task ReadAsync() => ReadAsync(null);

    protected override Task OnParametersSetAsync()
    {
        if (rights == Access.Rights) return Task.CompletedTask;
        if (rights is null) FollowChanges([]);
        rights = Access.Rights;
        return LoadAsync(() => ReadAsync(Access));
    }

    /// <param name="others">Records whose every change is shown here too.</param>
    protected void FollowChanges(IReadOnlyCollection<RecordRef> others) =>
        Follow([LiveTopic.Record(Record), .. others.Select(LiveTopic.Record)], ReadAsync, update => others.Contains(update.Record) || Concerns(update));

    private bool Concerns(LiveUpdate update) =>
        OwnEvents is not { } own || update.Name.StartsWith(own, StringComparison.Ordinal) || update.Name == LiveUpdate.Resync || Upheavals.Contains(update.Name);
}
