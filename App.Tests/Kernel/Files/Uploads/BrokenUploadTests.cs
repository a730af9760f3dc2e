using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Files;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Files.Uploads;

/// <summary>Uploads that are too much, break off, or find no room: a message each, and nothing kept.</summary>
public sealed class BrokenUploadTests(FilesWeb app) : AppTests<FilesWeb>(app)
{
    private const long TwoGigabytes = 2L << 30;

    [Fact]
    public async Task Two_gigabytes_that_are_declared_are_refused_before_they_are_sent()
    {
        var (client, ticket) = await SceneAsync();

        await using var connection = await client.RawUploadAsync(ticket, $"Content-Length: {TwoGigabytes}");
        var answer = await connection.AnswerAsync();

        Assert.Equal((413, FileRefusals.RequestTooLarge), (answer.Status, answer.Code));
        await NothingIsKeptAsync(ticket);
    }

    [Fact]
    public async Task Two_gigabytes_that_are_not_declared_are_refused_at_the_limit()
    {
        var (client, ticket) = await SceneAsync();
        await using var connection = await client.RawUploadAsync(ticket, "Transfer-Encoding: chunked");
        var chunk = Chunk(new byte[1 << 20]);
        long sent = 0;

        await connection.WriteAsync(Chunk(Sending.PartHead("film.mp4")));
        try
        {
            for (; sent < TwoGigabytes && !connection.DataAvailable; sent += 1 << 20) await connection.WriteAsync(chunk);
        }
        catch (IOException)
        {
            // The server has answered, and stopped listening.
        }

        var answer = await connection.AnswerAsync();
        Assert.Equal((413, FileRefusals.TooLarge), (answer.Status, answer.Code));
        Assert.InRange(sent, 25L << 20, 200L << 20);   // the limit, and what the two systems' buffers hold
        await NothingIsKeptAsync(ticket);
    }

    [Fact]
    public async Task A_connection_that_breaks_near_the_end_leaves_nothing()
    {
        var (client, ticket) = await SceneAsync();
        var body = Samples.Text(new string('x', 1_000_000));
        await using (var connection = await client.RawUploadAsync(ticket, $"Content-Length: {body.Length + 1000}"))
        {
            await connection.WriteAsync(Sending.PartHead("journal.txt"));
            await connection.WriteAsync(body.AsMemory(0, 990_000));
            await UntilAsync(() => App.FilesOnDisk().Any(f => f.EndsWith(".part", StringComparison.Ordinal)));   // it does arrive
        }

        await UntilAsync(() => App.FilesOnDisk().All(f => !f.EndsWith(".part", StringComparison.Ordinal)));
        await NothingIsKeptAsync(ticket);
    }

    [Fact]
    public async Task A_body_that_ends_before_its_last_boundary_is_refused_in_words()
    {
        var (client, ticket) = await SceneAsync();
        byte[] body = [.. Sending.PartHead("journal.txt"), .. Samples.Text("à moitié")];
        await using var connection = await client.RawUploadAsync(ticket, $"Content-Length: {body.Length}");

        await connection.WriteAsync(body);
        var answer = await connection.AnswerAsync();

        Assert.Equal((400, FileRefusals.Incomplete), (answer.Status, answer.Code));
        Assert.Contains("rien n’a été gardé", answer.Title, StringComparison.Ordinal);
        await NothingIsKeptAsync(ticket);
    }

    [Fact]
    public async Task What_is_no_upload_is_refused()
    {
        var (client, ticket) = await SceneAsync();

        using var answer = await client.PostAsync(new Uri($"/files/ticket/{ticket}", UriKind.Relative), new StringContent("bonjour"));
        var empty = await client.UploadToAsync($"/files/ticket/{ticket}", isInternal: false);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(FileRefusals.Incomplete, empty.Code);
    }

    [Theory]
    [InlineData("No space left on device", 507, FileRefusals.DiskFull, "plus de place")]
    [InlineData("Disk quota exceeded", 507, FileRefusals.DiskFull, "plus de place")]
    [InlineData("Stale file handle", 503, FileRefusals.StoreUnavailable, "ne répond pas")]
    public async Task A_store_that_takes_nothing_is_said_so(string reason, int status, string code, string words)
    {
        var (client, ticket) = await SceneAsync();
        App.Store.Failure = new IOException(reason);
        try
        {
            var sent = await client.UploadAsync(ticket, "a.txt", Samples.Text());

            Assert.Equal((status, code), (sent.Status, sent.Code));
            Assert.Contains(words, sent.Title, StringComparison.Ordinal);
        }
        finally
        {
            App.Store.Failure = null;
        }

        await NothingIsKeptAsync(ticket);
    }

    [TmpfsFact]
    public async Task A_disk_that_is_full_while_the_file_arrives_keeps_nothing()
    {
        var (client, ticket) = await SceneAsync();
        using var disk = new SmallDisk(megabytes: 1);
        var folder = App.Options.Folder;
        App.Options.Folder = disk.Path;
        try
        {
            var sent = await client.UploadAsync(ticket, "journal.txt", Samples.Text(new string('x', 3_000_000)));

            Assert.Equal((507, FileRefusals.DiskFull), (sent.Status, sent.Code));
            Assert.Empty(Directory.GetFiles(disk.Path, "*", SearchOption.AllDirectories));
        }
        finally
        {
            App.Options.Folder = folder;
        }

        await NothingIsKeptAsync(ticket);
    }

    [Fact]
    public async Task A_folder_that_takes_nothing_is_not_called_a_broken_connection()
    {
        var (client, ticket) = await SceneAsync();
        var folder = App.Options.Folder;
        App.Options.Folder = Path.Combine(App.FilesOnDisk() is [var file, ..] ? file : Environment.ProcessPath!, "files");   // below a file: no folder can be there
        try
        {
            var sent = await client.UploadAsync(ticket, "journal.txt", Samples.Text());

            Assert.Equal((503, FileRefusals.StoreUnavailable), (sent.Status, sent.Code));
        }
        finally
        {
            App.Options.Folder = folder;
        }
    }

    private async Task<(HttpClient Client, Guid Ticket)> SceneAsync()
    {
        var person = await App.AddPersonAsync();
        var ticket = await App.AddTicketAsync(person);
        return (await App.ClientAsync(person), ticket.Id);
    }

    private async Task NothingIsKeptAsync(Guid ticket)
    {
        Assert.Empty(await App.AttachmentsAsync(ticket));
        var known = await App.WithDbAsync(db => db.Set<Attachment>().Select(a => a.StorageKey).ToListAsync());
        Assert.All(App.FilesOnDisk(), path => Assert.Contains(Guid.ParseExact(Path.GetFileName(path), "N"), known));
    }

    private static byte[] Chunk(byte[] bytes) => [.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, (byte)'\r', (byte)'\n'];

    /// <summary>What a server notices by itself, as soon as it does.</summary>
    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var patience = Stopwatch.StartNew(); !holds(); await Task.Delay(20)) Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30));
    }
}
