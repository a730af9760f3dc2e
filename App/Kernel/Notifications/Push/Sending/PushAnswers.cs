using System.Globalization;
using System.Net;
using OpsFlux.Kernel.Outgoing;

namespace OpsFlux.Kernel.Notifications.Push.Sending;

/// <summary>What the answer of a push service means (RFC 8030, section 5).</summary>
internal static class PushAnswers
{
    /// <summary>Whatever a service asks for, a day later its wish is old.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public static PushOutcome Judge(OutgoingAnswer answer)
    {
        if (answer.Problem is { } problem) return new(problem is OutgoingProblem.RefusedAddress ? PushResult.Refused : PushResult.PutOff, Reason: problem.ToString());
        var status = (int)(answer.Status ?? 0);
        var reason = status.ToString(CultureInfo.InvariantCulture);
        return answer.Status switch
        {
            _ when answer.IsSuccess => new(PushResult.Accepted),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new(PushResult.Gone, Reason: reason),
            HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new(PushResult.PutOff, Capped(answer.RetryAfter), reason),
            _ => new(PushResult.Refused, Reason: reason),
        };
    }

    private static TimeSpan? Capped(TimeSpan? wait) => wait > LongestWait ? LongestWait : wait;
}
