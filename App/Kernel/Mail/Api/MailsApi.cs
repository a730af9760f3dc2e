using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Mail.UseCases;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Mail.Api;

/// <summary>Outgoing mail in the REST API.</summary>
internal static class MailsApi
{
    private const string Id = "01980000-0000-7000-8000-00000000002a";

    private static readonly ApiListOf Declared = new([],
    [
        ApiParameter.OneOf<MailView>("view", "`scheduled`: those that wait for a time they were given; `dead`: those that failed."),
        ApiParameter.AnyOf<MailState>("state", "Where they are."),
        ApiParameter.Date("from", "Queued on this day or later, in the zone of the caller."),
        ApiParameter.Date("to", "Queued on this day or earlier, in the zone of the caller."),
    ]) { IsCounted = false };

    public static void Map(ApiRoutes api)
    {
        var mails = api.Resource("/mails", "Mails", "What leaves by mail, and what became of it.").Where("mail", "Identifier of the mail.", Id);
        mails.List<MailItem>("", ListAsync, MailPermissions.View, "listMails", "List outgoing mails, newest first", Declared).About("`q` is the beginning of a recipient's address.");
        mails.Get<MailStatusResource>("/status", StatusAsync, MailPermissions.View, "getMailStatus", "Read how sending is doing");
        mails.Get<MailResource>("/{mail:guid}", GetAsync, MailPermissions.View, "getMail", "Read one mail");
        mails.Post<MailResource>("/{mail:guid}/retry", RetryAsync, MailPermissions.Manage, "retryMail", "Send a failed mail again, or one that waits for its time at once")
            .About("Refused with `mail-not-failed` for what is due, sent, cancelled, or secret and failed: what that said is gone.");
        mails.Post<MailResource>("/{mail:guid}/cancel", CancelAsync, MailPermissions.Manage, "cancelMail", "Keep a mail that still waits from ever leaving");
        mails.Create<QueuedMail>("/test", TestAsync, MailPermissions.Manage, "testMail", "Queue a test mail to oneself");
    }

    private static async Task<IResult> ListAsync(ApiListRequest request, ListMails list, CancellationToken ct)
    {
        var query = ListQuery.Parse(null).With("q", request.Words);
        foreach (var (name, value) in request.Filters) query = query.With(name, value);
        var filter = MailFilter.Parse(request.Cursor is { } cursor ? query.NextPage(cursor) : query);
        if (filter.Failed) return (ApiAnswer)Refusal.Invalid(new FieldError(filter.Refusal.Arguments is [string name, ..] ? name is "after" ? "cursor" : name : "", "unknown-value"));
        var page = await list.RunAsync(filter.Value, request.Limit, ct);
        return page.Failed ? (ApiAnswer)page.Refusal : ApiAnswer.Ok(new ApiList<MailItem> { Items = [.. page.Value.Rows.Select(Describe)], Next = request.Next(page.Value.Next) });
    }

    private static async Task<IResult> StatusAsync(GetMailStatus get, CancellationToken ct)
    {
        var found = await get.RunAsync(ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var s = found.Value;
        return ApiAnswer.Ok(new MailStatusResource(
            s.IsOn, s.Missing, s.Wrong, s.Waiting, s.PausedSince, s.Problem is { } problem ? ApiJson.Name(problem.ToString()) : null, s.Answer, s.NextProbeAt));
    }

    private static Task<IResult> GetAsync(Guid mail, GetMail get, CancellationToken ct) => ReadAsync(get, mail, Result.Ok, ct);

    private static async Task<IResult> RetryAsync(Guid mail, RetryMail retry, GetMail get, CancellationToken ct) => await ReadAsync(get, mail, await retry.RunAsync(mail, ct), ct);

    private static async Task<IResult> CancelAsync(Guid mail, CancelMail cancel, GetMail get, CancellationToken ct) => await ReadAsync(get, mail, await cancel.RunAsync(mail, ct), ct);

    private static async Task<IResult> TestAsync(SendTestMail test, CancellationToken ct)
    {
        var queued = await test.RunAsync(ct);
        return queued.Failed ? (ApiAnswer)queued.Refusal : ApiAnswer.Created($"/mails/{queued.Value}", new QueuedMail(queued.Value));
    }

    private static async Task<IResult> ReadAsync(GetMail get, Guid id, Result done, CancellationToken ct)
    {
        if (done.Failed) return (ApiAnswer)done.Refusal;
        var found = await get.RunAsync(id, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var m = found.Value.Mail;
        var item = new MailItem(m.Id, ApiJson.Name(m.State.ToString()), ApiJson.Name(m.Priority.ToString()), m.Recipient, m.RecipientName, m.Subject, m.Attempts, m.CreatedAt, m.ScheduledAt, m.MayBeDouble);
        return ApiAnswer.Ok(new MailResource(
            item, m.Language, m.MessageId, m.Text, m.IsSecret, m.NextAttemptAt, m.FinishedAt, m.Answer, [.. found.Value.Files.Select(f => new MailFileItem(f.Position, f.Name, f.ContentType, f.Size))]));
    }

    private static MailItem Describe(MailRow row) => new(
        row.Id, ApiJson.Name(row.State.ToString()), ApiJson.Name(row.Priority.ToString()), row.Recipient, row.RecipientName, row.Subject, row.Attempts, row.CreatedAt, row.ScheduledAt, row.MayBeDouble);
}
