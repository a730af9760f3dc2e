using System.Runtime.CompilerServices;
using OpsFlux.Kernel.Hosting.Verbs;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Smtp;

namespace OpsFlux.Kernel.Hosting.Doctor;

/// <summary>The mail server of <c>Mail:Smtp</c>: reachable, trusted, lets us in and write in the name of <c>Mail:From</c>. Nothing is sent.</summary>
internal sealed class MailCheck : ICheck
{
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(5);

    public async IAsyncEnumerable<Finding> ExamineAsync(VerbContext context, [EnumeratorCancellation] CancellationToken ct)
    {
        var settings = MailSettings.Read(context.Configuration);
        if (settings.Missing.Contains(MailSettings.HostKey))
        {
            yield return Finding.Fine("Mail.NotSet");
            yield break;
        }

        if (settings.Wrong.Count > 0) yield return Finding.Wrong("Mail.Wrong", string.Join(", ", settings.Wrong));
        if (settings.Missing.Count > 0) yield return Finding.Warning("Mail.Incomplete", string.Join(", ", settings.Missing));
        if (settings is { IsOn: true, Smtp: { } server, From: { } from }) yield return await TryAsync(server, from.Address, ct);
    }

    private static async Task<Finding> TryAsync(SmtpSettings server, string from, CancellationToken ct)
    {
        if (server.Timeout > MostPatience) server = server with { Timeout = MostPatience };
        await using var submission = new SmtpSubmission(server);
        return await submission.CheckAsync(from, ct) switch
        {
            null => Finding.Fine("Mail.Fine", server.Host, server.Port, from),
            { Problem: { } problem } outcome => Finding.Wrong($"Mail.{problem}", server.Host, server.Port, outcome.Answer),
            var outcome => Finding.Warning("Mail.PutOff", server.Host, server.Port, outcome.Answer),
        };
    }
}
