using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Domain;

/// <summary>
/// Impact × urgency → priority, the usual ITIL 3 × 3: high/high 1, high/medium 2, high/low and medium/medium 3,
/// medium/low 4, low/low 5. Symmetric.
/// </summary>
public static class PriorityMatrix
{
    public static Priority For(Impact impact, Urgency urgency) => (Priority)((int)impact + (int)urgency + 1);
}
