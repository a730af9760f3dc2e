using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Clients.UseCases;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Clients.Api;

/// <summary>Clients in the REST API: the same use cases as the pages, with the same permissions and refusals.</summary>
internal static class ClientsApi
{
    private const string View = MaintenancePermissions.ViewClients, Manage = MaintenancePermissions.ManageClients, Id = "01980000-0000-7000-8000-00000000002a";

    private static readonly ApiListOf Declared = new(["name"], [ApiParameter.OneOf<ClientStatus>("status", "Where the relation stands.")]) { IsAscending = true };

    public static void Map(ApiRoutes api)
    {
        var clients = api.Resource("/clients", "Clients", "Organisations that work is done for.").Where("client", "Identifier or number of the client.", "CLI-2026-000042");
        clients.List<ClientItem>("", ListAsync, View, "listClients", "List the clients one may see, by name", Declared);
        clients.Create<ClientResource>("", CreateAsync, Manage, "createClient", "Add a client with its structure").Example(new ClientFields { ParentId = new(Id), Name = "Conserverie Atlas", City = "Agadir" });
        clients.Get<ClientResource>("/{client}", GetAsync, View, "getClient", "Read one client");
        clients.Patch<ClientResource>("/{client}", PatchAsync, Manage, "patchClient", "Change fields of a client")
            .About("JSON merge patch: what is absent stays, what is null is cleared.").Example(new ClientFields { Name = "Conserverie Atlas", Status = ClientStatus.Suspended });
        clients.Post<ClientResource>("/{client}/contacts", AddContactAsync, Manage, "addClientContact", "Add somebody to talk to").Example(new AddContactRequest { Name = "Nadia Berrada", Role = "Maintenance", IsMain = true });
    }

    private static async Task<IResult> ListAsync(ApiListRequest request, ListClients list, CancellationToken ct)
    {
        var filter = ClientFilter.Parse(ApiFilters.Of(request));
        if (filter.Failed) return (ApiAnswer)ApiFilters.Refused(filter.Refusal, ContractRefusals.UnknownFilter);
        var page = await list.RunAsync(filter.Value, request.Limit, ct);
        return page.Failed ? (ApiAnswer)page.Refusal : ApiAnswer.Ok(new ApiList<ClientItem>
        {
            Items = [.. page.Value.Rows.Select(r => Describe(r.Client))],
            Next = request.Next(page.Value.Next),
            Total = request.WithTotal ? await list.TotalAsync(filter.Value, ApiListOf.MostCounted, ct) : null,
        });
    }

    private static async Task<IResult> CreateAsync(ApiBody<ClientFields> body, SaveClient save, GetClient get, CancellationToken ct)
    {
        var saved = await save.RunAsync(RequestOf(body.Value), ct);
        return saved.Failed ? (ApiAnswer)saved.Refusal : await ReadAsync(get, saved.Value.Id.ToString(), isNew: true, ct);
    }

    private static async Task<IResult> GetAsync(string client, GetClient get, CancellationToken ct) => await ReadAsync(get, client, isNew: false, ct);

    private static async Task<IResult> PatchAsync(string client, ApiMerge<ClientFields> patch, IfMatch match, GetClient get, SaveClient save, CancellationToken ct)
    {
        var found = await get.RunAsync(client, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var c = found.Value.Client;
        if (c.Version != match.Version) return (ApiAnswer)Refusal.Stale;
        var wanted = patch.Onto(new() { Name = c.Name, Status = c.Status, Sector = c.Sector, Address = c.Address, City = c.City, Phone = c.Phone, Since = c.Since, Language = c.Language });
        if (wanted.Failed) return (ApiAnswer)wanted.Refusal;
        var request = RequestOf(wanted.Value);
        (request.Id, request.Version) = (c.Id, match.Version);
        var saved = await save.RunAsync(request, ct);
        return saved.Failed ? (ApiAnswer)saved.Refusal : await ReadAsync(get, c.Id.ToString(), isNew: false, ct);
    }

    private static async Task<IResult> AddContactAsync(string client, ApiBody<AddContactRequest> body, GetClient get, EditContacts contacts, CancellationToken ct)
    {
        var found = await get.RunAsync(client, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var wanted = body.Value;
        var saved = await contacts.SaveAsync(new() { ClientId = found.Value.Client.Id, Name = wanted.Name, Role = wanted.Role, Email = wanted.Email, Phone = wanted.Phone, IsMain = wanted.IsMain, ReceivesReports = wanted.ReceivesReports }, ct);
        return saved.Failed ? (ApiAnswer)saved.Refusal : await ReadAsync(get, found.Value.Client.Id.ToString(), isNew: false, ct);
    }

    private static SaveClientRequest RequestOf(ClientFields fields) => new()
    {
        ParentId = fields.ParentId, Code = fields.Code, Name = fields.Name, Status = fields.Status, Sector = fields.Sector, Address = fields.Address, City = fields.City, Phone = fields.Phone, Since = fields.Since, Language = fields.Language ?? "fr",
    };

    private static async Task<ApiAnswer> ReadAsync(GetClient get, string numberOrId, bool isNew, CancellationToken ct)
    {
        var read = await get.RunAsync(numberOrId, ct);
        if (read.Failed) return read.Refusal;
        var (body, tag) = (Describe(read.Value), EntityTags.Of(read.Value.Client));
        return isNew ? ApiAnswer.Created($"/clients/{body.Id}", body, tag) : ApiAnswer.Ok(body, tag);
    }

    private static ClientItem Describe(Client c) => new() { Id = c.Id, Number = c.Number, Name = c.Name, Status = c.Status, StructureId = c.StructureId, Sector = c.Sector, City = c.City, Version = c.Version };

    private static ClientResource Describe(ClientDetails details)
    {
        var c = details.Client;
        return new()
        {
            Id = c.Id, Number = c.Number, Name = c.Name, Status = c.Status, StructureId = c.StructureId, Sector = c.Sector, City = c.City, Version = c.Version,
            Code = details.StructureCode, Address = c.Address, Phone = c.Phone, Since = c.Since, Language = c.Language,
            Contacts = [.. details.Contacts.Select(p => new ContactItem(p.Id, p.Name, p.Role, p.Email, p.Phone, p.IsMain, p.ReceivesReports))], Sites = [.. details.Sites.Select(s => new NamedRef(s.Id, s.Name))],
        };
    }
}
