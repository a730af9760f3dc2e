using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Audit;

public enum AuditAction
{
    Create,
    Change,
    Delete,

    /// <summary>A role, a grant, an assignment or a group's member: who may do what.</summary>
    PermissionChange,
    SignIn,
    SignInFailed,
    SignOut,
    Export,
    Import,
    Download,

    /// <summary>The virus scanner found something in an upload, which was deleted.</summary>
    VirusFound,

    /// <summary>A page or an endpoint refused somebody who is signed in.</summary>
    Denied,

    /// <summary>Values of entries were lawfully emptied; the values of this entry name them.</summary>
    Erase,

    /// <summary>The log was checked against its seals.</summary>
    Verify,
}

/// <summary>
/// One line of the append-only log. The application's database role can insert and read it, nothing else. The database
/// adds where it stands: a generation (raised when the log is restored into another cluster, whose transactions count
/// anew) and its transaction; nothing here reads them but sealing and verification.
/// </summary>
public sealed class AuditEntry : IAppendOnly
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>To the microsecond, as the database keeps it: the keyed hash is computed again from what is read.</summary>
    public DateTimeOffset At { get; init; }
    public AuditAction Action { get; init; }
    public Guid? ActorId { get; init; }
    public string? ActorName { get; init; }

    /// <summary>Whose delegated permission the act rested on.</summary>
    public Guid? ActingForId { get; init; }
    public string? ActingForName { get; init; }
    public string? IpAddress { get; init; }
    public string? Correlation { get; init; }

    /// <summary>Kind of the record, or the table's singular name where the thing is no business record.</summary>
    public string? Subject { get; init; }
    public string? SubjectId { get; init; }

    /// <summary>What the action says besides values: file name, filters, number of rows, reason of a failed sign-in.</summary>
    public string? Detail { get; init; }

    /// <summary>Keyed hash of the values, which stays when they are lawfully emptied; null where there are none.</summary>
    public byte[]? ValuesHash { get; set; }

    /// <summary>Keyed hash of this entry: a line that somebody without the key added is found, sealed or not.</summary>
    public byte[]? Hash { get; set; }
}

/// <summary>Values before and after, apart from the log so that lawful erasure can empty them and keep the log.</summary>
public sealed class AuditValues : IAppendOnly
{
    public Guid EntryId { get; init; }

    /// <summary>The entry's: both tables are cut into the same months.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>JSON object of the changed properties, kept to the letter; null for a creation.</summary>
    public string? Before { get; init; }

    /// <summary>JSON object of the changed properties, kept to the letter; null for a deletion.</summary>
    public string? After { get; init; }

    /// <summary>The entry that records the erasure, where both were lawfully emptied.</summary>
    public Guid? EmptiedBy { get; init; }
}

/// <summary>Marks what is infrastructure (queues, counters, drafts): its writes are no business change.</summary>
public interface INotAudited;
