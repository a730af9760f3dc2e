using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using Xunit;

namespace OpsFlux.Tests.Kernel.Lists;

public sealed class ManyRunTests
{
    [Fact]
    public async Task Each_row_is_done_or_refused_by_itself_and_reasons_are_counted()
    {
        var rows = Rows(7);
        var steps = 0;
        var run = new ManyRun(rows, (row, _) => Task.FromResult<Result>(row.Version switch { 2 or 4 or 5 => Refusal.Stale, 6 => Refusal.Forbidden, _ => Result.Ok }));

        await run.RunAsync(() => steps++, default);

        Assert.Equal((3, 7, 7, 7, true), (run.Done, run.Seen, run.Total, steps, run.IsOver));
        Assert.Equal([(Refusal.Stale, 3), (Refusal.Forbidden, 1)], run.Refused.Select(r => (r.Refusal, r.Rows.Count)));
        Assert.Equal(["T-2", "T-4", "T-5"], run.Refused[0].Rows.Select(r => r.Number));
    }

    [Fact]
    public async Task Stopping_finishes_the_row_in_hand_and_leaves_the_rest()
    {
        using var stop = new CancellationTokenSource();
        var touched = new List<long>();
        var run = new ManyRun(Rows(5), async (row, ct) =>
        {
            if (row.Version == 3) await stop.CancelAsync();
            ct.ThrowIfCancellationRequested();
            touched.Add(row.Version);
            return Result.Ok;
        });

        await run.RunAsync(() => { }, stop.Token);

        Assert.Equal([1, 2, 3], touched);
        Assert.Equal((3, 3, true), (run.Done, run.Seen, run.IsOver));
    }

    [Fact]
    public void A_selection_comes_as_text_and_what_is_malformed_is_left_out()
    {
        var (a, b) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        var rows = SelectedRow.ParseAll($"{a:N}:3:TIC-1,{b:N}:-1:TIC-2,x:1:y,{b:N}:0:{new string('9', 41)},,{a:N}:9:TIC-1,{b:N}:4:TIC:2");

        Assert.Equal([new(a, 3, "TIC-1"), new(b, 4, "TIC:2")], rows);
        Assert.Empty(SelectedRow.ParseAll(null));
    }

    [Fact]
    public void A_selection_has_an_end() =>
        Assert.Equal(SelectedRow.Most, SelectedRow.ParseAll(string.Join(',', Rows(SelectedRow.Most + 9))).Count);

    private static SelectedRow[] Rows(int count) => [.. Enumerable.Range(1, count).Select(n => new SelectedRow(Guid.CreateVersion7(), n, $"T-{n}"))];
}
