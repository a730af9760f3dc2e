using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Access.Granting;

/// <summary>What is wrong with the dates of something given.</summary>
internal static class GivenPeriod
{
    public static Refusal? Check(DateTimeOffset? from, DateTimeOffset? to, DateTimeOffset now)
    {
        if (to is { } end && from is { } start && end <= start) return Refusal.Invalid(new FieldError("ValidTo", "ends-before-start"));
        return to <= now ? Refusal.Invalid(new FieldError("ValidTo", "in-the-past")) : null;
    }
}
