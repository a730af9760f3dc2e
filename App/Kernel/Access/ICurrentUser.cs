namespace OpsFlux.Kernel.Access;

/// <summary>Who acts: a person in a circuit or request, or the system in a job. One per dependency-injection scope.</summary>
public interface ICurrentUser
{
    /// <summary><see cref="SystemUser.Id"/> where no person acts.</summary>
    Guid Id { get; }

    string DisplayName { get; }

    /// <summary>False for jobs, handlers and verbs: their writes raise no version and notify as the system.</summary>
    bool IsPerson { get; }

    /// <summary>Ties together all that one request or one click caused: in audit rows, events and logs.</summary>
    string Correlation { get; }

    string? IpAddress { get; }

    /// <summary>The session he acts in; null for the system, and for an API key, which has none.</summary>
    Guid? SessionId { get; }

    /// <summary>Whose permission the present act rests on, where his own would not do: stamped on everything that the act writes.</summary>
    ActingFor? ActingFor { get; }

    /// <summary>Null: not granted at all. Reads the shared cache, so a grant taken away counts from the next call on.</summary>
    Reach? ReachOf(string permission);
}

/// <summary>The lender of a delegated permission.</summary>
public sealed record ActingFor(Guid Id, string Name);

public static class CurrentUserExtensions
{
    extension(ICurrentUser user)
    {
        /// <summary>Whether the permission is held with any reach; which rows it covers is for <c>AllowedTo</c> to say.</summary>
        public bool Can(string permission) => user.ReachOf(permission) is not null;

        /// <summary>
        /// Whether the permission reaches the whole organisation: for what belongs to no structure, such as mails and jobs.
        /// A role held within one structure alone must not open what concerns all of them.
        /// </summary>
        public bool CanEverywhere(string permission) => user.ReachOf(permission) is { All: true };

        /// <summary>Whether the permission covers a record of this structure, or one's own.</summary>
        public bool Can(string permission, Guid structureId, bool isOwn) =>
            user.ReachOf(permission) is { } reach && (isOwn || reach.Covers(structureId));
    }
}
