using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Contracts.Statements;
using OpsFlux.Modules.Maintenance.Contracts.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Pages;

/// <summary>A month of a contract, line by line; the month stands in the address.</summary>
public sealed partial class StatementPage(GetContract contracts, GetStatement get, CorrectConsumption correct)
{
    private ContractStatement? statement;
    private CorrectConsumptionRequest? correction;
    private RequestValidator? validator;
    private DateTime? from, to;
    private bool isCancelled, mayCorrect;

    [Parameter] public string Number { get; set; } = "";

    private string Title => statement is null ? Texts["Statement.Open"] : Texts.Format("Statement.Title", statement.Contract.Reference);

    protected override Task OnInitializedAsync()
    {
        FollowAddress(() => LoadAsync(ReadAsync));
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var contract = await contracts.RunAsync(Number, Gone);
        if (contract.Failed)
        {
            refusal = contract.Refusal;
            return;
        }

        mayCorrect = contract.Value.Access.Edit;
        var read = await get.RunAsync(contract.Value.Contract.Id, Asked(), Gone);
        (statement, refusal) = (read.Value, read.Refusal);
    }

    /// <summary>This month where the address names none that can be read.</summary>
    private DateOnly Asked()
    {
        var month = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(Nav.Uri).Query).GetValueOrDefault("month").ToString();
        return DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : DateOnly.FromDateTime(Zone.ToLocal(Clock.GetUtcNow()).DateTime);
    }

    private string Address(DateOnly month) => $"/contracts/{Number}/statement?month={MonthOf(month)}";

    private static string MonthOf(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private void Open(StatementLine line)
    {
        (correction, refusal, isCancelled) = (new() { ContractId = line.Line.ContractId, EntryId = line.Line.EntryId }, null, false);
        var isTime = line.Line.Kind == ConsumptionKind.Time;
        (from, to) = (isTime ? LocalOf(line.Detail.From) : null, isTime ? LocalOf(line.Detail.To) : null);
    }

    private void Close() => (correction, refusal) = (null, null);

    private async Task CorrectAsync()
    {
        var sent = correction!;   // the button stands in its form
        (sent.From, sent.To) = (isCancelled ? null : InstantOf(from), isCancelled ? null : InstantOf(to));
        if (await ActAsync(() => correct.RunAsync(sent, Gone)))
        {
            correction = null;
            await LoadAsync(ReadAsync);
        }
        else if (refusal is not null) validator?.Show(refusal);
    }

    /// <summary>In the reader's zone; a time that a spring night lacks is that of the winter before.</summary>
    private DateTimeOffset? InstantOf(DateTime? local) => local is { } time ? new DateTimeOffset(time, Zone.Zone.GetUtcOffset(time)) : null;

    private DateTime? LocalOf(DateTimeOffset? instant) => instant is { } at ? Zone.ToLocal(at).DateTime : null;
}
