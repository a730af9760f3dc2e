using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Attachments;
using OpsFlux.Kernel.Mail.UseCases;
using OpsFlux.Kernel.Results;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Attachments;

/// <summary>Files that travel with mails.</summary>
public sealed class MailAttachmentTests : MailTests
{
    public MailAttachmentTests(MailApp app) : base(app) => app.User.Grant(MailPermissions.View, Scope.All).Grant(MailPermissions.Manage, Scope.All);

    [Fact]
    public async Task Files_arrive_whole_in_their_order()
    {
        var bytes = Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7)).ToArray();
        var mail = Mail();
        Assert.Null(mail.Attach("Bon n° 12 – été.pdf", "application/pdf", bytes).Refusal);
        Assert.Null(mail.Attach("../notes.txt", "text/plain\r\nX-Evil: 1", ".\r\n.\r\n"u8.ToArray()).Refusal);
        await App.SaveAsync(mail);

        await App.SendAsync();

        Assert.Equal(MailState.Sent, (await LoadAsync(mail)).State);
        var content = App.Server.Taken[^1].Content.ReplaceLineEndings("\r\n");
        var parts = content.Split("Content-Disposition: attachment;");
        Assert.Equal(3, parts.Length);
        Assert.Equal(bytes, Decoded(parts[1]));
        Assert.Equal(".\r\n.\r\n"u8.ToArray(), Decoded(parts[2]));
        Assert.DoesNotContain("X-Evil", content, StringComparison.Ordinal);
        Assert.Contains("filename=\"notes.txt\"", content, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_a_server_takes_is_refused_before_it_is_queued()
    {
        var mail = Mail();
        Assert.Null(mail.Attach("a.bin", "application/octet-stream", new byte[15 * 1024 * 1024]).Refusal);

        var refused = mail.Attach("b.bin", "application/octet-stream", new byte[(5 * 1024 * 1024) + 1]).Refusal;

        Assert.Equal(("mail-attachments-too-large", 20), (refused?.Code, refused?.Arguments[0]));
        Assert.Single(mail.Attachments);
    }

    [Fact]
    public async Task A_file_of_ours_that_is_gone_is_not_left_out_in_silence()
    {
        var file = await App.SaveAsync(new Attachment
        {
            Name = "gone.pdf", Size = 3, Sha256 = new string('0', 64), ContentType = "application/pdf", UploadedBy = Support.World.Alice, StorageKey = Guid.CreateVersion7(), UploadedAt = App.Clock.Now,
        });
        var mail = Mail();
        Assert.Null(mail.Attach(file).Refusal);
        await App.SaveAsync(mail);
        var before = App.Server.Taken.Count;

        await App.SendAsync();

        Assert.Equal(MailState.Failed, (await LoadAsync(mail)).State);
        Assert.Contains("gone.pdf", (await LoadAsync(mail)).Answer, StringComparison.Ordinal);
        Assert.Equal(before, App.Server.Taken.Count);
        file.RemovedAt = App.Clock.Now;
        Assert.Equal("mail-attachment-gone", Mail().Attach(file).Refusal?.Code);
    }

    [Fact]
    public async Task A_store_that_is_away_puts_the_mail_off_and_makes_no_double()
    {
        var (first, second) = (await StoredAsync(), await StoredAsync());
        var mail = Mail();
        mail.Attach(first);
        mail.Attach(second);
        await App.SaveAsync(mail);
        App.Files.Broken = second.StorageKey;

        await App.SendAsync();

        var put = await LoadAsync(mail);
        Assert.Equal((MailState.Retrying, "mail-attachments-unread", false), (put.State, put.Answer, put.MayBeDouble));
        Assert.Equal(0, App.Files.Open);
        App.Files.Broken = null;
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.SendAsync();
        Assert.Equal((MailState.Sent, false), ((await LoadAsync(mail)).State, (await LoadAsync(mail)).MayBeDouble));
        Assert.Equal(0, App.Files.Open);
    }

    [Fact]
    public async Task A_mail_that_never_reached_the_server_does_not_end_the_pause()
    {
        await QueueAsync("other@x.example");
        App.Server.SaysOf["other@x.example"] = "554 5.7.1 relay access denied";
        await App.SendAsync();
        var since = (await App.PauseAsync())?.PauseId;
        var mail = Mail(due: App.Clock.Now.AddHours(-1));    // the first in the queue
        mail.Attach(await StoredAsync());
        await App.SaveAsync(mail);
        await App.SqlAsync("update kernel.attachments set removed_at = now()");
        App.Clock.Advance(TimeSpan.FromMinutes(1));

        await App.SendAsync();

        Assert.Equal(MailState.Failed, (await LoadAsync(mail)).State);
        Assert.NotNull(since);
        Assert.Equal(since, (await App.PauseAsync())?.PauseId);
    }

    [Theory]
    [InlineData("message/rfc822")]
    [InlineData("Multipart/mixed")]
    public void What_mail_itself_would_take_apart_travels_as_mere_bytes(string type)
    {
        var mail = Mail();

        mail.Attach("a.eml", type, "x"u8.ToArray());

        Assert.Equal("application/octet-stream", mail.Attachments[0].ContentType);
    }

    [Fact]
    public async Task Whoever_opens_a_file_is_written_down_even_where_it_cannot_be_read()
    {
        var mail = Mail();
        mail.Attach(await StoredAsync());
        await App.SaveAsync(mail);
        App.Files.Failure = new("The disk is away");

        await Assert.ThrowsAsync<IOException>(() => App.RunAsync((OpenMailFile use) => use.RunAsync(mail.Id, 0, default)));

        Assert.Equal(1, await App.WithDbAsync(db => db.Set<AuditEntry>().CountAsync(a => a.Action == AuditAction.Download && a.SubjectId == mail.Id.ToString())));
    }

    [Fact]
    public async Task What_a_secret_mail_carried_is_shown_to_nobody_and_gone_once_it_left()
    {
        var mail = Mail(isSecret: true);
        mail.Attach("code.txt", "text/plain", "ouvre-toi"u8.ToArray());
        await App.SaveAsync(mail);

        Assert.Empty((await App.RunAsync((GetMail use) => use.RunAsync(mail.Id, default))).Value!.Files);   // allowed above
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((OpenMailFile use) => use.RunAsync(mail.Id, 0, default))).Refusal);
        await App.SendAsync();

        Assert.Equal(0, await FilesAsync(mail));
    }

    [Fact]
    public async Task Its_page_shows_them_and_whoever_may_read_it_downloads_them()
    {
        var mail = Mail();
        mail.Attach("notes.txt", "text/plain", "bonjour"u8.ToArray());
        await App.SaveAsync(mail);

        Assert.Equal([new MailFileRow(0, "notes.txt", "text/plain", 7)], (await App.RunAsync((GetMail use) => use.RunAsync(mail.Id, default))).Value!.Files);   // allowed above
        var text = await App.RunAsync(async (OpenMailFile use) =>
        {
            await using var content = (await use.RunAsync(mail.Id, 0, default)).Value!.Content;   // allowed above
            using var reader = new StreamReader(content);
            return await reader.ReadToEndAsync();
        });
        Assert.Equal("bonjour", text);
        App.User.Revoke(MailPermissions.View);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((OpenMailFile use) => use.RunAsync(mail.Id, 0, default))).Refusal);
    }

    [Fact]
    public async Task They_go_with_their_mail()
    {
        var mail = Mail();
        mail.Attach("notes.txt", "text/plain", "bonjour"u8.ToArray());
        await App.SaveAsync(mail);

        await App.SqlAsync($"delete from kernel.mails where id = '{mail.Id}'");

        Assert.Equal(0, await FilesAsync(mail));
    }

    private static byte[] Decoded(string part) => Convert.FromBase64String(part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Split("--")[0]);

    private Task<int> FilesAsync(MailMessage mail) => App.WithDbAsync(db => db.Set<MailAttachment>().CountAsync(a => a.MailId == mail.Id));

    private Task<Attachment> StoredAsync()
    {
        var key = Guid.CreateVersion7();
        App.Files.Kept.Add(key);
        return App.SaveAsync(new Attachment
        {
            Name = "bon.pdf", Size = 7, Sha256 = new string('0', 64), ContentType = "application/pdf", UploadedBy = Support.World.Alice, StorageKey = key,
            UploadedAt = App.Clock.Now, State = AttachmentState.Clean,
        });
    }

    private MailMessage Mail(bool isSecret = false, DateTimeOffset? due = null)
    {
        var id = Guid.CreateVersion7();
        return new()
        {
            Id = id, Recipient = "eve@x.example", Language = "fr", Subject = "Fichiers", Text = "Voici.", Html = "<p>Voici.</p>", IsSecret = isSecret,
            MessageId = $"<{id:N}@exemple.fr>", CreatedAt = App.Clock.Now, NextAttemptAt = due ?? App.Clock.Now,
        };
    }
}
