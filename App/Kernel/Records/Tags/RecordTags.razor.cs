using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Records.Tags;

/// <summary>The tags of a record as chips that lead to the others with the same tag; live.</summary>
public sealed partial class RecordTags(GetTags get, TagRecord add, UntagRecord remove, SuggestTags suggest)
{
    private readonly string fieldId = $"tag-{Guid.CreateVersion7():N}";
    private TagList? list;
    private string typed = "";
    private PartHead? head;
    private bool isAdding;

    /// <summary>The list of what carries a tag.</summary>
    [Parameter, EditorRequired] public Func<string, string> Href { get; set; } = default!;

    protected override string? OwnEvents => "records.tag.";

    protected override async Task ReadAsync(RecordAccess? access) =>
        list = access is null ? (await get.RunAsync(Record, Gone)).Value : await get.RunAsync(access, Gone);

    private async Task<IReadOnlyList<TagName>> SuggestAsync(string words, CancellationToken ct) => (await suggest.RunAsync(Record, words, ct)).Value ?? [];

    private async Task AddAsync(string name)
    {
        if (!await ActAsync(() => add.RunAsync(Record, name, Gone))) return;
        typed = "";
        await LoadAsync(ReadAsync);
    }

    private async Task RemoveAsync(TagName tag)
    {
        if (await ActAsync(() => remove.RunAsync(Record, tag.Id, Gone))) await LoadAsync(ReadAsync);
    }

    private Task CloseOnEscape(KeyboardEventArgs e) => e.Key == "Escape" ? CloseAsync() : Task.CompletedTask;

    private async Task CloseAsync()
    {
        isAdding = false;
        if (head is not null) await head.FocusAsync();
    }
}
