using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Audit;

public enum AuditAction
{
    Create,
    Change,
    Delete,
    SignIn,
    SignInFailed,
    SignOut,
    Export,
    Import,
    Download,

    /// <summary>The virus scanner found something in an upload, which was deleted.</summary>
    VirusFound,
}

/// <summary>One line of the append-only log. The application's database role can insert and read it, nothing else.</summary>
public sealed class AuditEntry : IAppendOnly
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public DateTimeOffset At { get; init; }
    public AuditAction Action { get; init; }
    public Guid? ActorId { get; init; }
    public string? ActorName { get; init; }
    public string? IpAddress { get; init; }
    public string? Correlation { get; init; }

    /// <summary>Kind of the record, or the table's singular name where the thing is no business record.</summary>
    public string? Subject { get; init; }
    public string? SubjectId { get; init; }

    /// <summary>What the action says besides values: file name, filters, number of rows, reason of a failed sign-in.</summary>
    public string? Detail { get; init; }
}

/// <summary>Values before and after, apart from the log so that lawful erasure can empty them and keep the log.</summary>
public sealed class AuditValues : IAppendOnly
{
    public Guid EntryId { get; init; }

    /// <summary>JSON object of the changed properties; null for a creation.</summary>
    public string? Before { get; init; }

    /// <summary>JSON object of the changed properties; null for a deletion.</summary>
    public string? After { get; init; }
}

/// <summary>Marks what is infrastructure (queues, counters, drafts): its writes are no business change.</summary>
public interface INotAudited;
