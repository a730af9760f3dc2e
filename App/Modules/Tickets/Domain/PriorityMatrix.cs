using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Domain;

/// <summary>
/// Impact × urgency → priority. An organisation may have its own, and a structure another; who wants one for a structure
/// asks <c>ReadPriorityMatrix</c>. Immutable.
/// </summary>
public sealed class PriorityMatrix
{
    /// <summary>One per pair of impact and urgency.</summary>
    public const int Size = 9;

    private const int Levels = 3;

    /// <summary>
    /// The usual ITIL 3 × 3: high/high 1, high/medium 2, high/low and medium/medium 3, medium/low 4, low/low 5. Symmetric.
    /// </summary>
    public static readonly PriorityMatrix Usual = new([.. Cells.Select(c => (Priority)((int)c.Impact + (int)c.Urgency + 1))]);

    private readonly Priority[] priorities;

    private PriorityMatrix(Priority[] priorities) => this.priorities = priorities;

    /// <summary>All pairs, in the order in which <see cref="Priorities"/> answers them: by impact, then by urgency.</summary>
    public static IEnumerable<(Impact Impact, Urgency Urgency)> Cells =>
        Enum.GetValues<Impact>().SelectMany(impact => Enum.GetValues<Urgency>().Select(urgency => (impact, urgency)));

    public IReadOnlyList<Priority> Priorities => priorities;

    /// <summary>Null unless there are nine priorities, each declared.</summary>
    public static PriorityMatrix? Of(IReadOnlyList<Priority> priorities) =>
        priorities.Count == Size && priorities.All(Enum.IsDefined) ? new([.. priorities]) : null;

    public Priority For(Impact impact, Urgency urgency) => priorities[IndexOf(impact, urgency)];

    public static int IndexOf(Impact impact, Urgency urgency) => ((int)impact * Levels) + (int)urgency;
}
