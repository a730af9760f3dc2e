using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Lists;

/// <summary>Why some rows were left as they were.</summary>
public sealed record RefusedRows(Refusal Refusal, IReadOnlyList<SelectedRow> Rows);

/// <summary>
/// Does one thing to many records, one after the other, each by the use case that does it to one: what is refused or was
/// changed by somebody else stays as it was, the others are done, and nothing is half done. Stopping leaves what is done.
/// </summary>
public sealed class ManyRun(IReadOnlyList<SelectedRow> rows, Func<SelectedRow, CancellationToken, Task<Result>> act)
{
    private readonly List<(Refusal Refusal, SelectedRow Row)> refused = [];

    public int Total => rows.Count;
    public int Done { get; private set; }

    /// <summary>Done or refused.</summary>
    public int Seen => Done + refused.Count;
    public bool IsOver { get; private set; }

    /// <summary>By reason, the most frequent first.</summary>
    public IReadOnlyList<RefusedRows> Refused =>
        [.. refused.GroupBy(r => r.Refusal.Code).Select(g => new RefusedRows(g.First().Refusal, [.. g.Select(r => r.Row)])).OrderByDescending(g => g.Rows.Count)];

    /// <param name="progress">Called after each row.</param>
    public async Task RunAsync(Action progress, CancellationToken ct)
    {
        try
        {
            foreach (var row in rows)
            {
                if (ct.IsCancellationRequested) break;
                // A row that was begun is finished: stopping must not leave anybody wondering about one of them.
                var result = await act(row, CancellationToken.None);
                if (result.Failed) refused.Add((result.Refusal, row));
                else Done++;
                progress();
            }
        }
        finally
        {
            IsOver = true;
        }
    }
}
