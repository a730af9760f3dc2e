using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail;

/// <summary>What stands as the answer where not the server but we did not send: a key, put into the reader's language when it is shown.</summary>
internal static class MailAnswer
{
    private const string GoneSign = "mail-attachment-gone ";

    /// <summary>A file that was to travel with the mail is not there any more.</summary>
    public static string Gone(string file) => GoneSign + file;

    /// <summary>The store of files did not hand out what was to travel with the mail, this time.</summary>
    public const string Unread = "mail-attachments-unread";

    /// <summary>The server's words as they are, ours in the present language.</summary>
    public static string Said(TextCatalog texts, string answer) =>
        answer == Unread ? texts.Of(Refusal.Conflict(Unread))
        : answer.StartsWith(GoneSign, StringComparison.Ordinal) ? texts.Of(Refusal.Conflict(GoneSign.TrimEnd(), answer[GoneSign.Length..])) : answer;
}
