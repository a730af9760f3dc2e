using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Records;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Api;

/// <summary>The files of a ticket, by the same pipeline as on its page.</summary>
internal static class TicketFilesApi
{
    public static void Map(ApiResource tickets)
    {
        tickets.Get<ApiList<FileItem>>("/{ticket}/attachments", ListAsync, TicketPermissions.View, "listTicketAttachments", "List the files of a ticket");
        tickets.Create<AttachedFiles>("/{ticket}/attachments", AttachAsync, TicketPermissions.View, "attachToTicket", "Attach files")
            .TakesFiles().About("Multipart: an optional field `internal` (`true`) first, then files. All are kept, or none.");
        tickets.Get<FileItem>("/{ticket}/attachments/{file:guid}", GetAsync, TicketPermissions.View, "getTicketAttachment", "Read what is known of one file");
        tickets.Download("/{ticket}/attachments/{file:guid}/content", DownloadAsync, TicketPermissions.View, "downloadTicketAttachment", "Download a file");
        tickets.Delete("/{ticket}/attachments/{file:guid}", RemoveAsync, TicketPermissions.View, "removeTicketAttachment", "Take a file off a ticket");
    }

    private static async Task<IResult> ListAsync(string ticket, FindTicket find, RecordFiles files, CancellationToken ct)
    {
        var found = await find.RunAsync(ticket, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : await files.ListAsync(found.Value.Ref, ct);
    }

    private static async Task<IResult> GetAsync(string ticket, Guid file, FindTicket find, RecordFiles files, CancellationToken ct)
    {
        var found = await find.RunAsync(ticket, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : await files.GetAsync(found.Value.Ref, file, ct);
    }

    private static async Task<IResult> AttachAsync(string ticket, HttpContext http, FindTicket find, RecordFiles files, CancellationToken ct)
    {
        var found = await find.RunAsync(ticket, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : await files.AttachAsync(found.Value.Ref, $"/tickets/{found.Value.Id}/attachments", http, ct);
    }

    private static async Task<IResult> DownloadAsync(string ticket, Guid file, HttpContext http, FindTicket find, RecordFiles files, CancellationToken ct)
    {
        var found = await find.RunAsync(ticket, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : await files.DownloadAsync(found.Value.Ref, file, http, ct);
    }

    private static async Task<IResult> RemoveAsync(string ticket, Guid file, FindTicket find, RecordFiles files, CancellationToken ct)
    {
        var found = await find.RunAsync(ticket, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : await files.RemoveAsync(found.Value.Ref, file, ct);
    }
}
