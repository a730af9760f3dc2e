using System.Globalization;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts.Statements;
using OpsFlux.Modules.Maintenance.Contracts.UseCases;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Api;

/// <summary>Contracts in the REST API: the same use cases as the pages, with the same permissions and refusals.</summary>
internal static class ContractsApi
{
    private const string View = MaintenancePermissions.ViewContracts, Manage = MaintenancePermissions.ManageContracts, Id = "01980000-0000-7000-8000-00000000002a", Month = "month";

    private static readonly ApiListOf Declared = new(["endsOn", "number"],
    [
        ApiParameter.OneOf<ContractView>("view", "Those in this view; all where it is absent."), ApiParameter.Id("client", "The client's structure."), ApiParameter.OneOf<ContractType>("type", "What kind of work is agreed."),
    ]) { IsAscending = true };

    private static readonly Dictionary<string, string> Sorts = new() { ["endsOn"] = "end" };

    public static void Map(ApiRoutes api)
    {
        var contracts = api.Resource("/contracts", "Contracts", "What was agreed with clients, and what is left of it.")
            .Where("contract", "Identifier or number of the contract.", "CON-2026-000042").Where("trigger", "Name of the step, as listed.", "activate");
        contracts.List<ContractItem>("", ListAsync, View, "listContracts", "List the contracts one may see, with their balances", Declared);
        contracts.Create<ContractResource>("", CreateAsync, Manage, "createContract", "Create a contract as a draft")
            .Example(new ContractFields { StructureId = new(Id), Reference = "C-2026-17", Name = "Maintenance", StartsOn = new(2026, 1, 1), EndsOn = new(2026, 12, 31), IncludedHours = 40 });
        contracts.Get<ContractResource>("/{contract}", GetAsync, View, "getContract", "Read one contract");
        contracts.Patch<ContractResource>("/{contract}", PatchAsync, Manage, "patchContract", "Change fields of a contract that is not over")
            .About("JSON merge patch: what is absent stays, what is null is cleared. The state changes by transitions.").Example(new ContractFields { Name = "Maintenance", NoticeDays = 60 });
        contracts.Get<ApiList<ContractTrigger>>("/{contract}/transitions", StepsAsync, View, "listContractTransitions", "List the steps one may take on a contract");
        contracts.Post<ContractResource>("/{contract}/transitions/{trigger}", TakeAsync, Manage, "takeContractTransition", "Take a step of the workflow").Example(new TakeContractStepRequest { Reason = "By mutual consent" });
        contracts.Get<ApiList<ConsumptionItem>>("/{contract}/statement", StatementAsync, View, "getContractStatement", "Read what was booked in a month")
            .Takes(new(Month, "Such as 2026-07.") { IsRequired = true, LongestText = 7 });
        BookkeepingApi.Map(contracts);
    }

    private static async Task<IResult> ListAsync(ApiListRequest request, ListContracts list, CancellationToken ct)
    {
        var filters = new Dictionary<string, string>(request.Filters);
        filters.TryAdd("view", nameof(ContractView.All));
        var filter = ContractFilter.Parse(ApiFilters.Of(request, filters, Sorts));
        if (filter.Failed) return (ApiAnswer)ApiFilters.Refused(filter.Refusal, ContractRefusals.UnknownFilter);
        var page = await list.RunAsync(filter.Value, request.Limit, ct);
        return page.Failed ? (ApiAnswer)ApiFilters.Refused(page.Refusal, ContractRefusals.UnknownFilter) : ApiAnswer.Ok(new ApiList<ContractItem>
        {
            Items = [.. page.Value.Rows.Select(ContractWriting.Describe)],
            Next = request.Next(page.Value.Next),
            Total = request.WithTotal ? await list.TotalAsync(filter.Value, ApiListOf.MostCounted, ct) : null,
        });
    }

    private static async Task<IResult> CreateAsync(ApiBody<ContractFields> body, SaveContract save, GetContract get, CancellationToken ct)
    {
        var saved = await save.RunAsync(ContractWriting.RequestOf(body.Value), ct);
        return saved.Failed ? (ApiAnswer)saved.Refusal : await ReadAsync(get, saved.Value.Id.ToString(), isNew: true, ct);
    }

    private static async Task<IResult> GetAsync(string contract, GetContract get, CancellationToken ct) => await ReadAsync(get, contract, isNew: false, ct);

    private static async Task<IResult> PatchAsync(string contract, ApiMerge<ContractFields> patch, IfMatch match, GetContract get, SaveContract save, CancellationToken ct)
    {
        var found = await get.RunAsync(contract, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        if (found.Value.Contract.Version != match.Version) return (ApiAnswer)Refusal.Stale;
        var wanted = patch.Onto(ContractWriting.FieldsOf(found.Value));
        if (wanted.Failed) return (ApiAnswer)wanted.Refusal;
        var request = ContractWriting.RequestOf(wanted.Value);
        (request.Id, request.Version) = (found.Value.Contract.Id, match.Version);
        var saved = await save.RunAsync(request, ct);
        return saved.Failed ? (ApiAnswer)saved.Refusal : await ReadAsync(get, found.Value.Contract.Id.ToString(), isNew: false, ct);
    }

    private static async Task<IResult> StepsAsync(string contract, GetContract get, CancellationToken ct)
    {
        var found = await get.RunAsync(contract, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : ApiAnswer.Ok(new ApiList<ContractTrigger> { Items = found.Value.Steps }, EntityTags.Of(found.Value.Contract));
    }

    private static async Task<IResult> TakeAsync(string contract, string trigger, ApiBody<TakeContractStepRequest> body, OptionalIfMatch match, GetContract get, MoveContract move, CancellationToken ct)
    {
        var found = await get.RunAsync(contract, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        if (Enum.GetNames<ContractTrigger>().FirstOrDefault(n => n.Equals(trigger, StringComparison.OrdinalIgnoreCase)) is not { } name) return (ApiAnswer)Refusal.NotFound;
        var of = found.Value.Contract;
        var moved = await move.RunAsync(new() { ContractId = of.Id, Version = match.Version ?? of.Version, Trigger = Enum.Parse<ContractTrigger>(name), Reason = body.Value.Reason }, ct);
        return moved.Failed ? (ApiAnswer)moved.Refusal : await ReadAsync(get, of.Id.ToString(), isNew: false, ct);
    }

    private static async Task<IResult> StatementAsync(string contract, HttpContext http, GetContract get, GetStatement statements, CancellationToken ct)
    {
        if (!DateOnly.TryParseExact(http.Request.Query[Month] + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return (ApiAnswer)Refusal.Invalid(new FieldError(Month, "not-a-date"));
        var found = await get.RunAsync(contract, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var read = await statements.RunAsync(found.Value.Contract.Id, day, ct);
        return read.Failed ? (ApiAnswer)read.Refusal : ApiAnswer.Ok(new ApiList<ConsumptionItem> { Items = [.. read.Value.Lines.Select(ContractWriting.Describe)] });
    }

    internal static async Task<ApiAnswer> ReadAsync(GetContract get, string numberOrId, bool isNew, CancellationToken ct)
    {
        var read = await get.RunAsync(numberOrId, ct);
        if (read.Failed) return read.Refusal;
        var (body, tag) = (ContractWriting.Describe(read.Value), EntityTags.Of(read.Value.Contract));
        return isNew ? ApiAnswer.Created($"/contracts/{body.Id}", body, tag) : ApiAnswer.Ok(body, tag);
    }
}
