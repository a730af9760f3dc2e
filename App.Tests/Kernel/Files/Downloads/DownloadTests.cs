using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Files;
using OpsFlux.Tests.Kernel.Files.Uploads;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Files.Downloads;

public sealed class DownloadTests(FilesWeb app) : AppTests<FilesWeb>(app)
{
    [Fact]
    public async Task A_download_is_an_attachment_under_its_own_name_and_is_audited()
    {
        var (client, ticket, file) = await UploadedAsync("relevé d’été.csv", Samples.Text("a;b"));

        using var answer = await client.GetAsync(Address(file));

        Assert.Equal("a;b", await answer.Content.ReadAsStringAsync());
        var headers = answer.Content.Headers;
        Assert.Equal(("attachment", "relevé d’été.csv", "text/csv"), (headers.ContentDisposition?.DispositionType, headers.ContentDisposition?.FileNameStar, headers.ContentType?.MediaType));
        Sandboxed(answer);
        Assert.Equal(1, await DownloadsAsync(ticket));
    }

    [Fact]
    public async Task A_download_in_parts_is_audited_once()
    {
        var (client, ticket, file) = await UploadedAsync("a.txt", Samples.Text("0123456789"));

        Assert.Equal("0123", await PartAsync(client, file, 0, 3));
        Assert.Equal("456789", await PartAsync(client, file, 4, null));

        Assert.Equal(1, await DownloadsAsync(ticket));
    }

    [Fact]
    public async Task Whoever_asks_for_all_but_the_beginning_has_downloaded_too()
    {
        var (client, ticket, file) = await UploadedAsync("a.txt", Samples.Text("0123456789"));

        Assert.Equal("123456789", await PartAsync(client, file, 1, null));
        Assert.Equal("56789", await PartAsync(client, file, 5, null));

        Assert.Equal(1, await DownloadsAsync(ticket));
    }

    [Fact]
    public async Task Pages_and_drawings_come_back_as_attachments_that_run_nothing()
    {
        App.Options.Allowed = "html,svg";
        try
        {
            foreach (var (name, text) in new[] { ("page.html", "<html><script>alert(1)</script>"), ("dessin.svg", "<svg><script>alert(1)</script></svg>") })
            {
                var (client, _, file) = await UploadedAsync(name, Samples.Text(text));

                using var answer = await client.GetAsync(Address(file));
                Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
                Sandboxed(answer);
                using var preview = await client.GetAsync(Address(file, "/preview"));
                Assert.Equal(HttpStatusCode.NotFound, preview.StatusCode);
            }
        }
        finally
        {
            App.Options.Allowed = FilesOptions.UsuallyAllowed;
        }
    }

    [Fact]
    public async Task A_picture_is_shown_inline_and_asked_for_again_each_time()
    {
        var (client, ticket, file) = await UploadedAsync("photo.png", Samples.Png());

        using var first = await client.GetAsync(Address(file, "/preview"));
        using var again = new HttpRequestMessage(HttpMethod.Get, Address(file, "/preview"));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);   // every preview has one
        using var second = await client.SendAsync(again);

        Assert.Equal(("image/png", null), (first.Content.Headers.ContentType?.MediaType, first.Content.Headers.ContentDisposition));
        Assert.True(first.Headers.CacheControl is { Private: true, NoCache: true });
        Sandboxed(first);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(0, await DownloadsAsync(ticket));
    }

    [Fact]
    public async Task Whoever_may_not_see_the_record_finds_no_file()
    {
        var (_, _, file) = await UploadedAsync("a.txt", Samples.Text());
        var other = await App.SaveAsync(Make.Structure());
        using var stranger = await App.ClientAsync(await App.AddPersonAsync(structure: other.Id));

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(stranger, file));
        stranger.DefaultRequestHeaders.Remove(FilesWeb.PersonHeader);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(stranger, file));   // to sign in
    }

    [Fact]
    public async Task A_right_that_is_gone_is_gone_for_the_next_download()
    {
        var requester = await App.AddPersonAsync(BuiltInRoles.User);
        var (client, ticket, file) = await UploadedAsync("a.txt", Samples.Text(), requester);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, file));

        await App.WithDbAsync(db => db.Database.ExecuteSqlAsync($"update tickets.tickets set requester_id = {World.Alice} where id = {ticket}"));

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, file));
    }

    [Fact]
    public async Task An_internal_file_is_not_there_for_the_requester()
    {
        var requester = await App.AddPersonAsync(BuiltInRoles.User);
        var technician = await App.AddPersonAsync();
        var ticket = await App.AddTicketAsync(requester);
        using var hers = await App.ClientAsync(technician);
        using var his = await App.ClientAsync(requester);
        await hers.UploadAsync(ticket.Id, "devis.png", Samples.Png(), isInternal: true);
        var file = Assert.Single(await App.AttachmentsAsync(ticket.Id)).Id;

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(hers, file));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(his, file));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(his, file, "/preview"));
    }

    [Theory]
    [InlineData(AttachmentState.Quarantined)]
    [InlineData(AttachmentState.Infected)]
    public async Task What_is_not_clean_is_not_handed_out(AttachmentState state)
    {
        var (client, _, file) = await UploadedAsync("photo.png", Samples.Png());
        await App.WithDbAsync(db => db.Set<Attachment>().Where(a => a.Id == file).ExecuteUpdateAsync(u => u.SetProperty(a => a.State, state)));

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, file));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, file, "/preview"));
    }

    [Fact]
    public async Task A_content_that_is_missing_is_not_found()
    {
        var (client, _, file) = await UploadedAsync("a.txt", Samples.Text());
        await App.Store.DeleteAsync((await App.LoadAsync<Attachment>(file)).StorageKey, default);

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, file));
    }

    private async Task<(HttpClient Client, Guid Ticket, Guid File)> UploadedAsync(string name, byte[] content, User? person = null)
    {
        person ??= await App.AddPersonAsync();
        var ticket = await App.AddTicketAsync(person);
        var client = await App.ClientAsync(person);
        var sent = await client.UploadAsync(ticket.Id, name, content);
        Assert.Equal(201, sent.Status);
        return (client, ticket.Id, Assert.Single(await App.AttachmentsAsync(ticket.Id)).Id);
    }

    private Task<int> DownloadsAsync(Guid ticket) =>
        App.WithDbAsync(db => db.Set<AuditEntry>().CountAsync(a => a.Action == AuditAction.Download && a.SubjectId == ticket.ToString()));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, Guid file, string rest = "")
    {
        using var answer = await client.GetAsync(Address(file, rest));
        return answer.StatusCode;
    }

    private static async Task<string> PartAsync(HttpClient client, Guid file, long from, long? to)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(file)) { Headers = { Range = new RangeHeaderValue(from, to) } };
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static void Sandboxed(HttpResponseMessage answer)
    {
        Assert.StartsWith("sandbox; default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
    }

    private static Uri Address(Guid file, string rest = "") => new($"/files/{file}{rest}", UriKind.Relative);
}
