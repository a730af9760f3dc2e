using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Scanning;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Records;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Kernel.Files.Uploads;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Files.Scanning;

public sealed class ScanningTests : AppTests<FilesWeb>, IDisposable
{
    public ScanningTests(FilesWeb app) : base(app) => App.Options.ClamAv = new();

    public void Dispose() => App.Options.ClamAv = new();

    [Theory]
    [InlineData("stream: OK", ScanVerdict.Clean)]
    [InlineData("stream: Local.Eicar-Test.UNOFFICIAL FOUND", ScanVerdict.Infected)]
    [InlineData("stream: OK FOUND", ScanVerdict.Infected)]
    [InlineData("stream:  FOUND", ScanVerdict.NotScanned)]
    [InlineData("stream: OK ", ScanVerdict.NotScanned)]
    [InlineData("INSTREAM size limit exceeded. ERROR", ScanVerdict.NotScanned)]
    [InlineData("stream: O", ScanVerdict.NotScanned)]
    [InlineData("", ScanVerdict.NotScanned)]
    public void Only_the_whole_good_answer_is_clean(string answer, ScanVerdict verdict) => Assert.Equal(verdict, ClamAv.Judge(answer).Verdict);

    [ClamdFact]
    public async Task A_virus_is_refused_by_its_name_audited_and_not_kept()
    {
        using var daemon = await Clamd.StartAsync();
        App.Options.ClamAv = new() { Address = daemon.Socket };
        var (client, ticket) = await SceneAsync();
        var before = App.FilesOnDisk();

        foreach (var (name, content) in new[] { ("virus.txt", Samples.Eicar), ("archive.zip", Samples.Zip(("virus.txt", Samples.Eicar))) })
        {
            var sent = await client.UploadAsync(ticket, name, content);

            Assert.Equal((422, FileRefusals.Infected), (sent.Status, sent.Code));
            Assert.Contains("Local.Eicar-Test", sent.Title, StringComparison.Ordinal);
        }

        Assert.Empty(await App.AttachmentsAsync(ticket));
        Assert.Equal(before, App.FilesOnDisk());
        Assert.Equal(2, await App.WithDbAsync(db => db.Set<AuditEntry>().CountAsync(a => a.Action == AuditAction.VirusFound && a.SubjectId == ticket.ToString() && a.Detail!.Contains("Eicar"))));
    }

    [ClamdFact]
    public async Task A_clean_file_is_clean_and_one_beyond_the_daemons_limit_waits()
    {
        using var daemon = await Clamd.StartAsync();
        App.Options.ClamAv = new() { Address = daemon.Socket };
        var (client, ticket) = await SceneAsync();

        Assert.Equal(201, (await client.UploadAsync(ticket, "a.txt", Samples.Text())).Status);
        Assert.Equal(201, (await client.UploadAsync(ticket, "b.txt", Samples.Text(new string('x', 3_000_000)))).Status);

        Assert.Equal([AttachmentState.Clean, AttachmentState.Quarantined], (await App.AttachmentsAsync(ticket)).Select(f => f.State));
    }

    [Theory]
    [InlineData("")]                     // dies in the middle of the scan
    [InlineData("stream: OK")]           // dies in the middle of its answer: the end is missing
    [InlineData("stream: out of memory ERROR\0")]
    public async Task A_daemon_that_dies_or_fails_leaves_the_file_in_quarantine(string answer)
    {
        using var daemon = new DyingDaemon(answer);
        App.Options.ClamAv = new() { Address = daemon.Address };
        var (client, ticket) = await SceneAsync();

        Assert.Equal(201, (await client.UploadAsync(ticket, "a.txt", Samples.Text(new string('x', 500_000)))).Status);

        Assert.Equal(AttachmentState.Quarantined, Assert.Single(await App.AttachmentsAsync(ticket)).State);
    }

    [Theory]
    [InlineData("127.0.0.1:1")]
    [InlineData("/nonexistent/clamd.sock")]
    public async Task An_absent_daemon_leaves_the_file_in_quarantine(string address)
    {
        App.Options.ClamAv = new() { Address = address };
        var (client, ticket) = await SceneAsync();

        await client.UploadAsync(ticket, "a.txt", Samples.Text());

        Assert.Equal(AttachmentState.Quarantined, Assert.Single(await App.AttachmentsAsync(ticket)).State);
    }

    [Fact]
    public async Task A_daemon_that_says_nothing_is_not_waited_for()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        App.Options.ClamAv = new() { Address = silent.LocalEndpoint.ToString(), TimeoutSeconds = 1 };
        var (client, ticket) = await SceneAsync();

        await client.UploadAsync(ticket, "a.txt", Samples.Text());

        Assert.Equal(AttachmentState.Quarantined, Assert.Single(await App.AttachmentsAsync(ticket)).State);
    }

    [ClamdFact]
    public async Task What_waited_is_scanned_again_by_the_job()
    {
        App.Options.ClamAv = new() { Address = "127.0.0.1:1" };
        var (client, ticket) = await SceneAsync();
        await client.UploadAsync(ticket, "sain.txt", Samples.Text());
        await client.UploadAsync(ticket, "virus.txt", Samples.Eicar);
        await RescanAsync();
        Assert.All(await App.AttachmentsAsync(ticket), f => Assert.Equal(AttachmentState.Quarantined, f.State));   // still nobody there

        using var daemon = await Clamd.StartAsync();
        App.Options.ClamAv = new() { Address = daemon.Socket };
        await RescanAsync();
        await RescanAsync();

        var files = await App.AttachmentsAsync(ticket);
        Assert.Equal([AttachmentState.Clean, AttachmentState.Infected], files.Select(f => f.State));
        Assert.Null(await App.Store.OpenAsync(files[1].StorageKey, default));
        Assert.Single(await App.TimelineAsync(ticket), l => l.Kind == TimelineKind.Attached && l.OldValue == "virus.txt" && l.Reason!.StartsWith("Files.Infected|", StringComparison.Ordinal));
        Assert.Single(await App.EventsAsync<FileScanned>(), e => e.AttachmentId == files[1].Id && !e.IsClean);
    }

    [Fact]
    public async Task Without_a_scanner_the_job_says_so() => Assert.Equal("Job.files.rescan.Off", (await RescanAsync()).Text);

    private async Task<(HttpClient Client, Guid Ticket)> SceneAsync()
    {
        var person = await App.AddPersonAsync();
        var ticket = await App.AddTicketAsync(person);
        return (await App.ClientAsync(person), ticket.Id);
    }

    private async Task<JobOutcome> RescanAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        return await scope.ServiceProvider.GetRequiredService<RescanFiles>().RunAsync(default);
    }

    /// <summary>Takes the beginning of a file, says what it is told to, and is gone.</summary>
    private sealed class DyingDaemon : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public DyingDaemon(string answer)
        {
            listener.Start();
            _ = DieAsync(answer);
        }

        public string Address => listener.LocalEndpoint.ToString()!;   // bound by Start

        public void Dispose() => listener.Dispose();

        private async Task DieAsync(string answer)
        {
            using var socket = await listener.AcceptSocketAsync();
            await socket.ReceiveAsync(new byte[1000]);
            if (answer.Length > 0) await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        }
    }
}
