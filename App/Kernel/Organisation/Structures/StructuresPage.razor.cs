using System.Globalization;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Organisation.Structures;

/// <summary>The tree of structures, level by level as it is opened, and a search over all of it.</summary>
public sealed partial class StructuresPage(ListStructures list)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Levels read so far, by what stands above them; the empty id is the top.</summary>
    private readonly Dictionary<Guid, StructureRows> levels = [];
    private readonly HashSet<Guid> open = [];
    private StructureRows? found;
    private ReadOrder reads;
    private string words = "";

    /// <summary>Lines in the order of the page; a line without a row is the button for the rest of its level.</summary>
    private List<Line>? Shown => found is not null ? [.. found.Rows.Select(r => new Line(r, null, 0))] : levels.ContainsKey(Guid.Empty) ? [.. Level(null, 0)] : null;

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync(() => ReadAsync(null));
        if (levels.GetValueOrDefault(Guid.Empty) is { Rows: [{ HasChildren: true } only] }) await ToggleAsync(only.Id);   // one root says nothing
    }

    private IEnumerable<Line> Level(Guid? parentId, int depth)
    {
        if (!levels.TryGetValue(parentId ?? Guid.Empty, out var level)) yield break;
        foreach (var row in level.Rows)
        {
            yield return new(row, parentId, depth);
            if (open.Contains(row.Id))
                foreach (var below in Level(row.Id, depth + 1)) yield return below;
        }

        if (level.GoesOn) yield return new(null, parentId, depth);
    }

    private async Task ReadAsync(Guid? parentId)
    {
        var known = levels.GetValueOrDefault(parentId ?? Guid.Empty);
        var read = await list.BelowAsync(parentId, known is { Rows: [.., var last] } ? last : null, Gone);
        if (read.Failed) refusal = read.Refusal;
        else levels[parentId ?? Guid.Empty] = read.Value with { Rows = [.. known?.Rows ?? [], .. read.Value.Rows] };
    }

    private async Task ToggleAsync(Guid id)
    {
        if (open.Remove(id)) return;
        if (!levels.ContainsKey(id)) await LoadAsync(() => ReadAsync(id));
        open.Add(id);
    }

    private Task MoreAsync(Guid? parentId) => LoadAsync(() => ReadAsync(parentId));

    private async Task SearchAsync(string? typed)
    {
        words = typed ?? "";
        var turn = reads.Start();
        if (words.Trim().Length == 0)
        {
            found = null;
            return;
        }

        await Task.Delay(Pause, Clock, Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (reads.IsOvertaken(turn) || Gone.IsCancellationRequested) return;   // a search for a word, not for each of its letters
        await LoadAsync(async () =>
        {
            var read = await list.SearchAsync(words, Gone);
            if (reads.IsOvertaken(turn)) return;   // somebody typed on
            (found, refusal) = (read.Value, read.Refusal);
        });
    }

    private bool IsOpen(Guid id) => open.Contains(id);

    private static string Number(int count) => count == 0 ? "" : count.ToString(CultureInfo.CurrentCulture);

    private string? Label(int count, string key) => count == 0 ? null : Texts[key];

    private sealed record Line(StructureRow? Row, Guid? ParentId, int Depth);
}
