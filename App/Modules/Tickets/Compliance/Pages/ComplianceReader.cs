using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Modules.Tickets.Compliance.Pages;

/// <summary>A page of the report: its address says all that it shows, and is read again whenever it changes.</summary>
/// <typeparam name="T">What is read.</typeparam>
public abstract class ComplianceReader<T>(ComplianceChoices choices, bool withFigure) : AppPage where T : class
{
    private ReadOrder reads;

    private protected ListQuery query = ListQuery.Parse(null);
    private protected IReadOnlyList<ListFilter> filters = [];
    private protected bool loading;

    /// <summary>What was asked for last; it may not have been answered yet.</summary>
    private protected ComplianceFilter? asked;

    /// <summary>Null: nothing was read yet, or it was refused.</summary>
    private protected T? found;

    /// <summary>What <see cref="found"/> is the answer to.</summary>
    private protected ComplianceFilter? answered;

    protected override void OnInitialized()
    {
        filters = new ComplianceFilters(choices, Texts).All(withFigure);
        FollowAddress(() => LoadAsync(ReadAsync));
    }

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    private protected abstract Task<Result<T>> ReadAsync(ComplianceFilter filter);

    private async Task ReadAsync()
    {
        var turn = reads.Start();
        query = ListQuery.Parse(new Uri(Nav.Uri).Query);
        var filter = ComplianceFilter.Parse(query);
        if (filter.Failed)
        {
            (refusal, found) = (filter.Refusal, null);
            return;
        }

        (asked, loading) = (filter.Value, true);
        var read = await ReadAsync(filter.Value);
        if (reads.IsOvertaken(turn)) return;
        (found, refusal, answered, loading) = (read.Value, read.Refusal, filter.Value, false);
    }
}
