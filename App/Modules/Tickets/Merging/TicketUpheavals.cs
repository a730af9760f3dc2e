using OpsFlux.Kernel.Events;
using OpsFlux.Modules.Tickets.Public;

namespace OpsFlux.Modules.Tickets.Merging;

/// <summary>Events after which all that hangs on a ticket may be another: tags, links, files, checklist and time come and go with a merge.</summary>
internal static class TicketUpheavals
{
    public static readonly string[] Names = [.. new[] { typeof(TicketMerged), typeof(TicketTookIn), typeof(TicketSeparated) }.Select(EventNameAttribute.Of)];
}
