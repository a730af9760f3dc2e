using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Organisation.Deleted;

/// <summary>What was deleted, by whom and why, and the way back.</summary>
public sealed partial class DeletedPage(ListDeleted list, RestoreRecord restore)
{
    private List<DeletedLine>? lines;
    private DeletedPlace? next;
    private RecordCard? restored;
    private Guid? only;
    private string kind = "", words = "";

    protected override Task OnInitializedAsync()
    {
        kind = list.Kinds is [var first, ..] ? first : "";
        return LoadAsync(() => ReadAsync(null));
    }

    private async Task ReadAsync(DeletedPlace? before)
    {
        var read = await list.RunAsync(kind, new(words, only, before), Gone);
        refusal = read.Refusal;
        if (read.Value is not { } page) return;
        (lines, next) = ([.. before is null ? [] : lines ?? [], .. page.Lines], page.Next);
    }

    private Task ChooseAsync(string? chosen)
    {
        (kind, only) = (chosen ?? kind, null);
        return LoadAsync(() => ReadAsync(null));
    }

    private Task SearchAsync(string? typed)
    {
        words = typed?.Trim() ?? "";
        return LoadAsync(() => ReadAsync(null));
    }

    private Task OnlyAsync(Guid? by)
    {
        only = by;
        return LoadAsync(() => ReadAsync(null));
    }

    private Task MoreAsync() => LoadAsync(() => ReadAsync(next));

    private async Task RestoreAsync(DeletedLine line)
    {
        restored = null;
        var done = await ActAsync(async () =>
        {
            var result = await restore.RunAsync(line.Record.Ref, Gone);
            restored = result.Value;
            return new Result(result.Refusal);
        });
        if (done) lines?.Remove(line);
    }
}
