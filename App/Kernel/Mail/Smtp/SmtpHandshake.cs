using System.Net;
using System.Text;

namespace OpsFlux.Kernel.Mail.Smtp;

/// <summary>Everything before the first mail: greeting, EHLO, TLS, sign-in.</summary>
internal sealed class SmtpHandshake(SmtpWire wire, SmtpSettings settings, string helloName)
{
    private IReadOnlyList<string> offers = [];

    /// <exception cref="SmtpUnavailableException">The server answers, and cannot be used.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        if (settings.Security is SmtpSecurity.Tls) await SecureAsync(ct);
        Demand(await wire.ReplyAsync(ct), SmtpProblem.NotReady);
        await HelloAsync(ct);
        if (settings.Security is SmtpSecurity.StartTls) await StartTlsAsync(ct);
        if (!string.IsNullOrEmpty(settings.UserName)) await SignInAsync(settings.UserName, settings.Password ?? "", ct);
    }

    private async Task HelloAsync(CancellationToken ct)
    {
        var reply = await wire.CommandAsync($"EHLO {helloName}", ct);
        Demand(reply, SmtpProblem.NotReady);
        offers = [.. reply.Lines.Skip(1).Select(l => l.Trim().ToUpperInvariant())];
    }

    /// <summary>What was offered before TLS anybody may have written: it is asked again after.</summary>
    private async Task StartTlsAsync(CancellationToken ct)
    {
        if (!offers.Contains("STARTTLS")) throw new SmtpUnavailableException(SmtpProblem.NoTls, "STARTTLS");
        Demand(await wire.CommandAsync("STARTTLS", ct), SmtpProblem.NoTls);
        await SecureAsync(ct);
        await HelloAsync(ct);
    }

    private Task SecureAsync(CancellationToken ct) => wire.SecureAsync(SmtpCertificates.Options(settings), ct);

    private async Task SignInAsync(string userName, string password, CancellationToken ct)
    {
        if (settings.Security is SmtpSecurity.None && !IsLoopback(settings.Host)) throw new SmtpUnavailableException(SmtpProblem.PasswordInClear, settings.Host);

        var ways = offers.Where(o => o.StartsWith("AUTH ", StringComparison.Ordinal)).SelectMany(o => o.Split(' ')).ToHashSet();
        if (ways.Contains("PLAIN"))
            Demand(await wire.CommandAsync($"AUTH PLAIN {Base64($"\0{userName}\0{password}")}", ct), SmtpProblem.SignIn);
        else if (ways.Contains("LOGIN"))
            await LoginAsync(userName, password, ct);
        else
            throw new SmtpUnavailableException(SmtpProblem.SignIn, offers.FirstOrDefault(o => o.StartsWith("AUTH", StringComparison.Ordinal)) ?? "AUTH");
    }

    private async Task LoginAsync(string userName, string password, CancellationToken ct)
    {
        foreach (var line in new[] { "AUTH LOGIN", Base64(userName) })
            if (await wire.CommandAsync(line, ct) is { Code: not 334 } reply) throw new SmtpUnavailableException(SmtpProblem.SignIn, reply.ToString());
        Demand(await wire.CommandAsync(Base64(password), ct), SmtpProblem.SignIn);
    }

    private static void Demand(SmtpReply reply, SmtpProblem otherwise)
    {
        if (!reply.IsDone) throw new SmtpUnavailableException(otherwise, reply.ToString());
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
