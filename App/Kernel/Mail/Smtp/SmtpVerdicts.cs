namespace OpsFlux.Kernel.Mail.Smtp;

/// <summary>
/// What a reply means for the mail, by the command it answers. A code alone does not say it: 554 to RCPT is about a
/// mailbox, 554 before it is about us.
/// </summary>
internal static class SmtpVerdicts
{
    private const int TooLarge = 552;

    public static SmtpOutcome OfSender(SmtpReply reply) =>
        reply.IsAboutSignIn ? About(SmtpProblem.SignIn, reply)
        : reply.Code == TooLarge ? new(SmtpVerdict.Refused, reply.ToString())
        : reply.Code >= 500 ? About(SmtpProblem.Sender, reply) : Later(reply);

    public static SmtpOutcome OfRecipient(SmtpReply reply) =>
        ProblemIn(reply) is { } problem ? About(problem, reply)
        : reply.Code >= 500 ? new(SmtpVerdict.Refused, reply.ToString()) : Later(reply);

    /// <summary>As the reply to RCPT. A mailbox that is full refuses this mail, and is nobody's wrong address.</summary>
    public static SmtpOutcome OfAddress(SmtpReply reply) =>
        OfRecipient(reply) is { Verdict: SmtpVerdict.Refused } refused ? refused with { IsAddressRefused = reply.Code != TooLarge } : OfRecipient(reply);

    public static SmtpOutcome OfContent(SmtpReply reply) => reply.IsDone ? new(SmtpVerdict.Accepted, reply.ToString()) : OfRecipient(reply);

    /// <summary>
    /// What is about us although it answers RCPT or DATA: Postfix keeps its refusal of a sender until then, Exchange until
    /// the end. The words tell, since the codes do not: 550 and 5.7.1 also mean a recipient who wants no mail from us, and
    /// one of those must not stop everybody else's.
    /// </summary>
    private static SmtpProblem? ProblemIn(SmtpReply reply)
    {
        if (reply.IsAboutSignIn) return SmtpProblem.SignIn;
        if (reply.Code is not (550 or 551 or 553 or 554)) return null;
        bool Says(string words) => reply.Lines.Any(l => l.Contains(words, StringComparison.OrdinalIgnoreCase));
        if (Says("sender address rejected") || Says("send as this sender") || Says("sender address is not allowed")) return SmtpProblem.Sender;
        return Says("relay") || Says("client host rejected") ? SmtpProblem.Relay : null;
    }

    private static SmtpOutcome About(SmtpProblem problem, SmtpReply reply) => SmtpOutcome.Unavailable(problem, reply.ToString());

    private static SmtpOutcome Later(SmtpReply reply) => new(SmtpVerdict.Deferred, reply.ToString());
}
