namespace OpsFlux.Kernel.Mail.Smtp;

/// <summary>
/// What a reply means for the mail, by the command it answers. A code alone does not say it: 554 to RCPT is about a
/// mailbox, 554 before it is about us.
/// </summary>
internal static class SmtpVerdicts
{
    private const int TooLarge = 552;

    /// <summary>We have sent as much as we may for now, a day's often: waiting helps every mail, and trying none.</summary>
    private const string UsedUp = "5.4.5";

    public static SmtpOutcome OfSender(SmtpReply reply) =>
        reply.IsAboutSignIn ? About(SmtpProblem.SignIn, reply)
        : reply.Code == TooLarge ? new(SmtpVerdict.Refused, reply.ToString())
        : reply.Code >= 500 ? About(reply.Enhanced == UsedUp ? SmtpProblem.NotReady : SmtpProblem.Sender, reply) : Later(reply);

    public static SmtpOutcome OfRecipient(SmtpReply reply) => IsBlocked(reply) ? About(SmtpProblem.Relay, reply) : Of(reply);

    /// <summary>As the reply to RCPT, which may also say that no mail will ever reach the address.</summary>
    public static SmtpOutcome OfAddress(SmtpReply reply) =>
        OfRecipient(reply) is { Verdict: SmtpVerdict.Refused } refused ? refused with { IsAddressRefused = IsAboutAddress(reply) } : OfRecipient(reply);

    public static SmtpOutcome OfContent(SmtpReply reply) => reply.IsDone ? new(SmtpVerdict.Accepted, reply.ToString()) : Of(reply);

    private static SmtpOutcome Of(SmtpReply reply) =>
        ProblemIn(reply) is { } problem ? About(problem, reply)
        : reply.Code >= 500 ? new(SmtpVerdict.Refused, reply.ToString()) : Later(reply);

    /// <summary>
    /// A server that is precise says so (5.1.x, of which 5.1.7 and 5.1.8 are about the sender); else its code has to be one
    /// of those for mailboxes. A full mailbox is nobody's wrong address, nor is a command that was not understood.
    /// </summary>
    private static bool IsAboutAddress(SmtpReply reply) =>
        reply.Code is not (500 or 501 or 503)
        && (reply.Enhanced is { } precise ? precise.StartsWith("5.1.", StringComparison.Ordinal) && precise is not ("5.1.7" or "5.1.8") : reply.Code is 550 or 551 or 553);

    /// <summary>Our own address or network is on a list of senders of spam. Only before the content: there the words are about one mail.</summary>
    private static bool IsBlocked(SmtpReply reply) => reply.Code >= 500 && Says(reply, "blocked using") && !Says(reply, "recipient address");

    /// <summary>
    /// What is about us although it answers RCPT or DATA: Postfix keeps its refusal of a sender until then, Exchange until
    /// the end. The words tell, since the codes do not: 550 and 5.7.1 also mean a recipient who wants no mail from us, and
    /// one of those must not stop everybody else's.
    /// </summary>
    private static SmtpProblem? ProblemIn(SmtpReply reply)
    {
        if (reply.IsAboutSignIn) return SmtpProblem.SignIn;
        if (reply is { Code: >= 500, Enhanced: UsedUp }) return SmtpProblem.NotReady;
        if (reply.Code is not (550 or 551 or 553 or 554)) return null;
        if (Says(reply, "sender address rejected") || Says(reply, "send as this sender") || Says(reply, "sender address is not allowed")) return SmtpProblem.Sender;
        return Says(reply, "relay") || Says(reply, "client host rejected") ? SmtpProblem.Relay : null;
    }

    private static bool Says(SmtpReply reply, string words) => reply.Lines.Any(l => l.Contains(words, StringComparison.OrdinalIgnoreCase));

    private static SmtpOutcome About(SmtpProblem problem, SmtpReply reply) => SmtpOutcome.Unavailable(problem, reply.ToString());

    private static SmtpOutcome Later(SmtpReply reply) => new(SmtpVerdict.Deferred, reply.ToString());
}
