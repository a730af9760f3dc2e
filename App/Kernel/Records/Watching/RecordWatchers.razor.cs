using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using OpsFlux.Kernel.Records.People;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Records.Watching;

/// <summary>Who watches a record; one's own button, and for whoever may change the record, the others.</summary>
public sealed partial class RecordWatchers(GetWatchers get, WatchRecord watch, AddWatcher add, RemoveWatcher remove, SuggestPeople suggest)
{
    private readonly string fieldId = $"watcher-{Guid.CreateVersion7():N}";
    private WatcherList? list;
    private PartHead? head;
    private bool isAdding;

    /// <summary>Watching raises no event of its own: whom a comment mentions watches from then on.</summary>
    protected override string? OwnEvents => null;

    protected override async Task ReadAsync(RecordAccess? access) =>
        list = access is null ? (await get.RunAsync(Record, Gone)).Value : await get.RunAsync(access, Gone);

    private async Task<IReadOnlyList<PersonSuggestion>> SuggestAsync(string words, CancellationToken ct) =>
        [.. ((await suggest.RunAsync(Record, words, ct)).Value ?? []).Where(p => list?.People.Any(w => w.UserId == p.UserId) != true)];

    private async Task WatchAsync(bool begin)
    {
        if (await ActAsync(() => watch.RunAsync(Record, begin, Gone))) await LoadAsync(ReadAsync);
    }

    private async Task AddAsync(PersonSuggestion person)
    {
        if (await ActAsync(() => add.RunAsync(Record, person.UserId, Gone))) await LoadAsync(ReadAsync);
    }

    private async Task RemoveAsync(WatcherName person)
    {
        if (await ActAsync(() => remove.RunAsync(Record, person.UserId, Gone))) await LoadAsync(ReadAsync);
    }

    private Task CloseOnEscape(KeyboardEventArgs e) => e.Key == "Escape" ? CloseAsync() : Task.CompletedTask;

    private async Task CloseAsync()
    {
        isAdding = false;
        if (head is not null) await head.FocusAsync();
    }
}
