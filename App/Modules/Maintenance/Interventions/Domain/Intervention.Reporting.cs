using System.Globalization;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Domain;

/// <summary>Signatures, report, rating and archive.</summary>
public sealed partial class Intervention
{
    /// <summary>What a line of the timeline about a signature names, with the party after the point.</summary>
    public const string SignatureField = "Signature", ArchiveField = "Archived";

    /// <summary>Taken out of the archive; the months until the next archiving count from then.</summary>
    public DateTimeOffset? UnarchivedAt { get; private set; }

    /// <summary>Somebody signed for it. Refuses: not-begun (there is nothing to sign for yet, or it was cancelled).</summary>
    public Result Sign(SignatureParty party, string name)
    {
        if (StartedAt is null || State == InterventionState.Cancelled) return Refusal.Conflict(MaintenanceRefusals.NotBegun);
        Log(new() { Kind = TimelineKind.FieldChanged, Field = $"{SignatureField}.{party}", NewValue = name });
        Raise(new InterventionSigned(Id, party));
        return Result.Ok;
    }

    /// <summary>The client said what he thinks of it. Refuses: not-closed.</summary>
    public Result Rate(int score, string? comment)
    {
        if (State != InterventionState.Closed) return Refusal.Conflict(MaintenanceRefusals.NotClosed);
        Log(new() { Kind = TimelineKind.Rated, NewValue = score.ToString(CultureInfo.InvariantCulture), Body = comment });
        Raise(new InterventionRated(Id, RequesterId, LeadId, score));
        return Result.Ok;
    }

    /// <summary>Read-only from now on. Nobody is told: it has long been over.</summary>
    public void Archive(DateTimeOffset now)
    {
        ArchivedAt = now;
        Log(new() { Kind = TimelineKind.FieldChanged, Field = ArchiveField, NewValue = "true" });
    }

    /// <summary>Refuses: not-archived.</summary>
    public Result Unarchive(DateTimeOffset now)
    {
        if (ArchivedAt is null) return Refusal.Conflict(MaintenanceRefusals.NotArchived);
        (ArchivedAt, UnarchivedAt) = (null, now);
        Log(new() { Kind = TimelineKind.FieldChanged, Field = ArchiveField, OldValue = "true" });
        Raise(new InterventionEdited(Id, RequesterId, LeadId));
        return Result.Ok;
    }
}
