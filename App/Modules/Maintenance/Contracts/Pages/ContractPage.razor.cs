using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Contracts.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Pages;

/// <summary>One contract: what is left of it and for how long, what it covers, what became of it.</summary>
public sealed partial class ContractPage(GetContract get, MoveContract move, AddPot addPot)
{
    private ContractDetails? details;
    private MoveContractRequest? termination;
    private AddPotRequest? pot;
    private RequestValidator? validator;
    private string? shown;

    [Parameter] public string Number { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Number) return;
        (shown, details, refusal, termination, pot) = (Number, null, null, null, null);
        await LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var read = await get.RunAsync(Number, Gone);
        (details, refusal) = (read.Value, read.Refusal);
    }

    private async Task MoveAsync(ContractTrigger trigger)
    {
        var contract = details!.Contract;   // the button stands on its page
        if (await ActAsync(() => move.RunAsync(new() { ContractId = contract.Id, Version = contract.Version, Trigger = trigger }, Gone))) await LoadAsync(ReadAsync);
    }

    private void OpenTermination() => (termination, refusal) = (new() { ContractId = details!.Contract.Id, Version = details.Contract.Version, Trigger = ContractTrigger.Terminate }, null);   // as above

    private async Task TerminateAsync()
    {
        var sent = termination!;   // the button stands in its form
        if (await ActAsync(() => move.RunAsync(sent, Gone)))
        {
            termination = null;
            await LoadAsync(ReadAsync);
        }
        else if (refusal is not null) validator?.Show(refusal);
    }

    private void OpenPot() => (pot, refusal) = (new() { ContractId = details!.Contract.Id, Unit = details.Balances is [var first, ..] ? first.Unit : ContractUnit.Minutes }, null);   // as above

    private async Task AddPotAsync()
    {
        var sent = pot!;   // as above
        if (!await ActAsync(() => addPot.RunAsync(sent, Gone))) return;
        pot = null;
        await LoadAsync(ReadAsync);
    }

    private void Close() => (termination, pot, refusal) = (null, null, null);

    private string PotTerm(CountedPot extra) => extra.Pot switch
    {
        { To: { } to } => Texts.Format("Contract.PotUntil", Day(to)),
        { From: { } from } => Texts.Format("Contract.PotFrom", Day(from)),
        _ => "",
    };

    private string OverrunWords(Contract contract) => contract.Overrun == OverrunPolicy.Allow ? Texts.Format("Contract.AllowedTo", contract.TolerancePercent) : Texts.Of(contract.Overrun);

    private static string Day(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);

    private static string Money(decimal amount, string currency) => $"{amount.ToString("N2", CultureInfo.CurrentCulture)}\u00a0{currency}";
}
