using System.Globalization;
using System.Text.RegularExpressions;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>All marks there ever were, and whose eyes they are for.</summary>
public sealed partial class Markers(RoleTable table)
{
    private readonly Dictionary<int, MarkedTicket> tickets = [];

    /// <summary>Parts that somebody saw who may: a matrix in which nobody sees anything proves nothing.</summary>
    public HashSet<string> Seen { get; } = [];

    public void Add(MarkedTicket ticket) => tickets[ticket.Number] = ticket;

    /// <summary>Marks in the text that this person must not see.</summary>
    /// <param name="fromLog">Shown out of the audit log, which holds everything.</param>
    public IReadOnlyList<string> Leaks(string text, MatrixRole role, Guid person, bool fromLog = false)
    {
        var leaks = new List<string>();
        foreach (var match in Mark().Matches(text).DistinctBy(m => m.Value))
        {
            var (ticket, part) = (tickets[int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)], match.Groups[2].Value.ToLowerInvariant());
            if (MaySee(ticket, part, role, person) || (fromLog && table.ScopeOf(role, AuditPermissions.View) == Scope.All)) Seen.Add(part);
            else leaks.Add($"{match.Value} ({ticket.Subject})");
        }

        return leaks;
    }

    private bool MaySee(MarkedTicket ticket, string part, MatrixRole role, Guid person)
    {
        var subject = ticket.RequesterId == person ? Subject.Own : ticket.Subject == Subject.Structure ? Subject.Structure : Subject.Other;
        return table.Covers(role, MarkedTicket.Parts[part], subject)
            || (part == "tag" && table.ScopeOf(role, TicketPermissions.Edit) is not null);   // tags are the organisation's words
    }

    [GeneratedRegex(@"qx(\d+)x-([a-z]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Mark();
}
