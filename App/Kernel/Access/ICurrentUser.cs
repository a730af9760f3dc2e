using OpsFlux.Kernel.Records;

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

    /// <summary>The permissions that the key was made for by which he acts; null: he acts himself, with all he holds.</summary>
    IReadOnlyCollection<string>? NarrowedTo => null;

    /// <summary>Null: not granted at all. Reads the shared cache, so a grant taken away counts from the next call on.</summary>
    /// <remarks>For reading. An act asks by <c>Can</c>, <c>CanEverywhere</c> or <c>AllowedTo</c>, which also note whose permission it rests on.</remarks>
    Reach? ReachOf(string permission);

    /// <summary>What he holds himself, without what is lent to him: as much as he may give or lend.</summary>
    Reach? OwnReachOf(string permission) => ReachOf(permission);

    /// <summary>A new act begins: whose permission it rests on is judged anew. What was looked at before leaves no mark on it.</summary>
    void BeginAct()
    {
    }

    /// <summary>The act goes on only because a permission reaches far enough.</summary>
    /// <param name="covers">Whether a reach does: asked of one's own first, then of each lender's.</param>
    void RestOn(string permission, Func<Reach, bool> covers)
    {
    }

    /// <summary>Rows were narrowed by a permission; saving one of them rests on whatever let it through.</summary>
    /// <param name="kind">Of the records that were read.</param>
    /// <param name="isOwn">Null for records of another kind. The same for each reading of one kind.</param>
    void ReadThrough(string permission, Type kind, Func<BusinessRecord, bool?> isOwn)
    {
    }

    /// <summary>These records are about to be saved.</summary>
    /// <param name="records">As they were when they were read; asked for only by an act that may rest on something lent.</param>
    void Saving(Func<IEnumerable<BusinessRecord>> records)
    {
    }
}

/// <summary>The lender of a delegated permission.</summary>
public sealed record ActingFor(Guid Id, string Name);

public static class CurrentUserExtensions
{
    extension(ICurrentUser user)
    {
        /// <summary>Whether the permission is held with any reach; which rows it covers is for <c>AllowedTo</c> to say.</summary>
        public bool Can(string permission) => user.Can(permission, _ => true);

        /// <summary>
        /// Whether the permission reaches the whole organisation: for what belongs to no structure, such as mails and jobs.
        /// A role held within one structure alone must not open what concerns all of them.
        /// </summary>
        public bool CanEverywhere(string permission) => user.Can(permission, reach => reach.All);

        /// <summary>Whether the permission covers a record of this structure, or one's own.</summary>
        public bool Can(string permission, Guid structureId, bool isOwn) => user.Can(permission, reach => reach.Covers(structureId, isOwn));

        /// <summary>Whether the permission covers what belongs to this structure; null: to the organisation as a whole.</summary>
        public bool CanIn(string permission, Guid? structureId) => user.Can(permission, reach => structureId is { } id ? reach.Covers(id) : reach.All);

        private bool Can(string permission, Func<Reach, bool> covers)
        {
            if (user.ReachOf(permission) is not { } reach || !covers(reach)) return false;
            user.RestOn(permission, covers);
            return true;
        }
    }
}
