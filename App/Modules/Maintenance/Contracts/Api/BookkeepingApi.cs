using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Contracts.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Api;

/// <summary>What a contract grants beside its terms, what was counted wrongly, and what work would cost, in the REST API.</summary>
internal static class BookkeepingApi
{
    public static void Map(ApiResource contracts)
    {
        contracts.Post<ContractResource>("/{contract}/pots", AddPotAsync, MaintenancePermissions.ManageContracts, "addContractPot", "Grant more to a contract that is not over")
            .About("What was granted is never changed afterwards.").Example(new PotBody { Unit = ContractUnit.Minutes, Amount = 10, Note = "Ten hours more" });
        contracts.Post<ContractResource>("/{contract}/corrections", CorrectAsync, MaintenancePermissions.ManageContracts, "correctContractConsumption", "Put a counted entry right")
            .About("Lines are never changed: what the entry drew is given back by lines of their own and, where times are named, counted anew.")
            .Example(new CorrectionBody { EntryId = new("01980000-0000-7000-8000-00000000002a"), Reason = "Counted twice" });
        contracts.Post<ConsumptionPreviewResource>("/{contract}/preview", PreviewAsync, MaintenancePermissions.ViewContracts, "previewContractConsumption", "Say what working time would cost")
            .About("Nothing is written.").Example(new PreviewBody { Entries = [new() { From = new(2026, 11, 20, 17, 20, 0, TimeSpan.Zero), To = new(2026, 11, 20, 18, 50, 0, TimeSpan.Zero) }] });
    }

    private static async Task<IResult> AddPotAsync(string contract, ApiBody<PotBody> body, GetContract get, AddPot add, CancellationToken ct)
    {
        var found = await get.RunAsync(contract, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var pot = body.Value;
        var added = await add.RunAsync(new() { ContractId = found.Value.Contract.Id, Unit = pot.Unit, Amount = pot.Amount, From = pot.From, To = pot.To, Note = pot.Note }, ct);
        return added.Failed ? (ApiAnswer)added.Refusal : await ContractsApi.ReadAsync(get, contract, isNew: false, ct);
    }

    private static async Task<IResult> CorrectAsync(string contract, ApiBody<CorrectionBody> body, GetContract get, CorrectConsumption correct, CancellationToken ct)
    {
        var found = await get.RunAsync(contract, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var wrong = body.Value;
        var corrected = await correct.RunAsync(new() { ContractId = found.Value.Contract.Id, EntryId = wrong.EntryId, From = wrong.From, To = wrong.To, Reason = wrong.Reason }, ct);
        return corrected.Failed ? (ApiAnswer)corrected.Refusal : await ContractsApi.ReadAsync(get, contract, isNew: false, ct);
    }

    private static async Task<IResult> PreviewAsync(string contract, ApiBody<PreviewBody> body, GetContract get, PreviewConsumption preview, CancellationToken ct)
    {
        var found = await get.RunAsync(contract, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var read = await preview.RunAsync(new()
        {
            ContractId = found.Value.Contract.Id,
            Entries = [.. body.Value.Entries.Select(e => new WorkedTime { PersonId = e.PersonId, From = e.From, To = e.To, TravelZone = e.TravelZone, TravelKilometres = e.TravelKilometres, TravelMinutes = e.TravelMinutes })],
        }, ct);
        return read.Failed ? (ApiAnswer)read.Refusal : ApiAnswer.Ok(new ConsumptionPreviewResource
        {
            TravelUnits = read.Value.TravelUnits, ToQuote = read.Value.ToQuote, Refused = read.Value.Refused?.Code,
            Now = ContractWriting.Balances(read.Value.Balances.Select(b => b.Now)), Then = ContractWriting.Balances(read.Value.Balances.Select(b => b.Then)),
        });
    }
}
