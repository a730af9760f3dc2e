using System.Globalization;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Public;

namespace OpsFlux.Modules.Tickets.Domain;

/// <summary>What is done on a ticket besides its steps: kept beside it, told in its timeline, and no edit that another could clash with.</summary>
public sealed partial class Ticket
{
    /// <summary>Time that was added (no minutes before), corrected, or taken away (none after). Told to the team alone.</summary>
    public void TellTime(Guid person, int? before, int? after)
    {
        Log(new()
        {
            Kind = TimelineKind.TimeSpent,
            OldValue = before?.ToString(CultureInfo.InvariantCulture),
            NewValue = after?.ToString(CultureInfo.InvariantCulture),
            IsInternal = true,
        });
        Raise(new TicketTimeSpent(Id, person, (after ?? 0) - (before ?? 0)));
    }

    /// <param name="field">added, removed, done or undone: last part of the line's words.</param>
    public void TellChecklist(string field, string item)
    {
        Log(new() { Kind = TimelineKind.Checked, Field = field, NewValue = item });
        Raise(new TicketChecklistChanged(Id));
    }

    /// <summary>The order changed, or something else that is shown and not worth a line.</summary>
    public void ShowChecklist() => Raise(new TicketChecklistChanged(Id));
}
