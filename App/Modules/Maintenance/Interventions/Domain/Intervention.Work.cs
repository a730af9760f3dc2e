using System.Globalization;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Maintenance.Public;

namespace OpsFlux.Modules.Maintenance.Interventions.Domain;

/// <summary>What is done on the spot: kept beside the intervention, told on its timeline where it says something, and no edit that another could clash with.</summary>
public sealed partial class Intervention
{
    /// <summary>Working time was added, or taken away. Told to those alone who carry the work out.</summary>
    public void TellTime(decimal minutes, bool isGone)
    {
        var said = minutes.ToString("0.##", CultureInfo.InvariantCulture);
        Log(new() { Kind = TimelineKind.TimeSpent, OldValue = isGone ? said : null, NewValue = isGone ? null : said, IsInternal = true });
        TellWork();
    }

    /// <summary>A point did not pass. Each answer stands beside its point; a line is worth what somebody has to act on.</summary>
    public void TellFailure(string point) => Log(new() { Kind = TimelineKind.Checked, Field = "failed", NewValue = point });

    /// <summary>A checklist was put on it by hand.</summary>
    public void TellChecklist(string name)
    {
        Log(new() { Kind = TimelineKind.Checked, Field = "added", NewValue = name });
        TellWork();
    }

    /// <summary>Times, parts or points changed: whoever looks at them reads again.</summary>
    public void TellWork() => Raise(new InterventionWorked(Id, RequesterId, LeadId));
}
