using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Mime;
using OpsFlux.Kernel.Mail.Sending;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Tests.Kernel.Mail.Attachments;
using OpsFlux.Tests.Kernel.Mail.Smtp;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail;

/// <summary>The application with a mail server of its own, which plays a part.</summary>
public sealed class MailApp : TestApp
{
    internal ScriptedServer Server { get; } = new();

    internal MailFiles Files { get; } = new();

    internal MailSettings Settings => new() { Smtp = Server.Settings, From = Mailbox.Parse("OpsFlux <desk@exemple.fr>"), PublicUrl = new("https://desk.exemple.fr") };

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>Sends what is due now; answers how many mails were tried.</summary>
    public Task<int> SendAsync() => Services.GetRequiredService<MailSender>().DrainAsync(default);

    internal Task<List<MailMessage>> MailsAsync() => WithDbAsync(db => db.Set<MailMessage>().AsNoTracking().OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).ToListAsync());

    /// <summary>The mails that notifications have become once the time to gather them is over.</summary>
    internal async Task<List<MailMessage>> ToldMailsAsync()
    {
        Clock.Advance(TimeSpan.FromMinutes(3));
        await Services.GetRequiredService<DeliveryLoop>().DrainAsync(default);
        return await MailsAsync();
    }

    internal Task<MailQueueState?> PauseAsync() => WithDbAsync(db => db.Set<MailQueueState>().AsNoTracking().SingleOrDefaultAsync(s => s.PauseId != null));

    protected override void Change(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton(Settings));
        services.Replace(ServiceDescriptor.Singleton<IFileStore>(Files));
    }
}

/// <summary>Tests that begin with an empty queue and a server that accepts everything.</summary>
public abstract class MailTests(MailApp app) : AppTests<MailApp>(app), IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        App.Server.Says.Clear();
        App.Server.SaysOf.Clear();
        App.Files.Failure = null;
        await App.SqlAsync("delete from kernel.notification_deliveries; delete from kernel.mails; delete from kernel.mail_queue_state; delete from kernel.mail_refusals");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>A mail that is due now.</summary>
    internal Task<MailMessage> QueueAsync(
        string to = "eve@x.example", MailPriority priority = MailPriority.Normal, MailState state = MailState.Waiting, DateTimeOffset? due = null, DateTimeOffset? finished = null)
    {
        var id = Guid.CreateVersion7();
        return App.SaveAsync(new MailMessage
        {
            Id = id,
            Recipient = to,
            Language = "fr",
            Subject = $"[OpsFlux] {to}",
            Text = "Bonjour\n",
            Html = "<p>Bonjour</p>",
            MessageId = $"<{id:N}@exemple.fr>",
            Priority = priority,
            State = state,
            CreatedAt = App.Clock.Now,
            NextAttemptAt = due ?? App.Clock.Now,
            FinishedAt = finished,
        });
    }

    internal Task<MailMessage> LoadAsync(MailMessage mail) => App.LoadAsync<MailMessage>(mail.Id);

    /// <summary>Whom the server has taken mails for, in order, since the test began.</summary>
    internal IEnumerable<string> TakenSince(int before) => App.Server.Taken.Skip(before).Select(m => m.To);
}
