using System.Globalization;
using OpsFlux.Kernel.Mail.Mime;
using OpsFlux.Kernel.Mail.Smtp;

namespace OpsFlux.Kernel.Mail;

/// <summary>
/// What the configuration says of outgoing mail. Unless server, sender and public address are all there and readable,
/// mail is off: nothing is queued, and the page of administration names the keys.
/// </summary>
public sealed record MailSettings
{
    public const string HostKey = "Mail:Smtp:Host", FromKey = "Mail:From", PublicUrlKey = "Site:PublicUrl";
    private const int DefaultTimeoutSeconds = 30, LongestTimeoutSeconds = 600;

    public SmtpSettings? Smtp { get; init; }

    /// <summary>In whose name mails leave.</summary>
    public Mailbox? From { get; init; }

    /// <summary>Where links in mails lead; without a slash at its end.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Keys that have to be set.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Keys whose value cannot be read.</summary>
    public IReadOnlyList<string> Wrong { get; init; } = [];

    public bool IsOn => Smtp is not null && From is not null && PublicUrl is not null && Wrong.Count == 0;

    /// <summary>The address of a page, for a reader who is not in it yet.</summary>
    public string Link(string path) => $"{PublicUrl?.AbsoluteUri.TrimEnd('/')}{path}";

    public static MailSettings Read(IConfiguration configuration)
    {
        string? Value(string key) => string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key]!.Trim();    // looked at just before
        var wrong = new List<string>();
        var smtp = SmtpOf(Value, wrong);
        var from = Mailbox.Parse(Value(FromKey));
        if (from is null && Value(FromKey) is not null) wrong.Add(FromKey);
        if (!(Uri.TryCreate(Value(PublicUrlKey), UriKind.Absolute, out var site) && site.Scheme is "http" or "https")) site = null;
        if (site is null && Value(PublicUrlKey) is not null) wrong.Add(PublicUrlKey);
        return new()
        {
            Smtp = smtp,
            From = from,
            PublicUrl = site is null ? null : new UriBuilder(site) { Host = site.IdnHost }.Uri,    // headers know no accents
            Missing = [.. new[] { HostKey, FromKey, PublicUrlKey }.Where(key => Value(key) is null)],
            Wrong = wrong,
        };
    }

    private static SmtpSettings? SmtpOf(Func<string, string?> value, List<string> wrong)
    {
        if (value(HostKey) is not { } host) return null;
        var security = SmtpSecurity.StartTls;
        if (value("Mail:Smtp:Security") is { } name && !(Enum.TryParse(name, ignoreCase: true, out security) && Enum.IsDefined(security))) wrong.Add("Mail:Smtp:Security");
        var usual = security switch { SmtpSecurity.Tls => 465, SmtpSecurity.None => 25, _ => 587 };
        return new(host, Number("Mail:Smtp:Port", usual, ushort.MaxValue), security, TimeSpan.FromSeconds(Number("Mail:Smtp:Timeout", DefaultTimeoutSeconds, LongestTimeoutSeconds)))
        {
            UserName = value("Mail:Smtp:UserName"),
            Password = value("Mail:Smtp:Password"),
            CaFile = value("Mail:Smtp:CaFile"),
        };

        int Number(string key, int otherwise, int most)
        {
            if (value(key) is not { } text) return otherwise;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most) return number;
            wrong.Add(key);
            return otherwise;
        }
    }
}
