using System.Globalization;
using System.Text.RegularExpressions;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>Fills the places of a route with a record's own, or with what was declared for that route.</summary>
internal static partial class Routes
{
    /// <summary>"{route} {place}" or "{place}" → its value, and whether the record is named by it.</summary>
    private static readonly Dictionary<string, Func<MatrixApp, MarkedTicket, (object Value, bool IsRecord)>> Samples = new(StringComparer.OrdinalIgnoreCase)
    {
        ["number"] = (_, r) => (r.Ticket.Number, true),
        ["ticket"] = (_, r) => (r.Ticket.Number, true),
        ["kind"] = (_, r) => (r.Ref.Kind, true),
        ["recordId"] = (_, r) => (r.Ticket.Id, true),
        ["file"] = (_, r) => (r.File.Id, true),
        ["line"] = (_, r) => (r.Comment.Id, true),
        ["link"] = (_, r) => (r.Link.Id, true),
        ["item"] = (_, r) => (r.Item.Id, true),
        ["entry"] = (_, r) => (r.Time.Id, true),
        ["person"] = (app, _) => (app.Colleague.Id, false),
        ["tag"] = (_, r) => (r.Mark("tag"), true),
        ["/files/{id:guid} id"] = (_, r) => (r.File.Id, true),
        ["/files/{id:guid}/preview id"] = (_, r) => (r.Secret.Id, true),
        ["/admin/tickets/categories/{Id:guid} id"] = (_, _) => (World.Category, false),
        ["/admin/jobs/{Code} code"] = (_, _) => ("search.words", false),
        ["/admin/mail/{Id:guid} id"] = (_, _) => (Guid.CreateVersion7(), false),      // mails belong to no structure
        ["mail"] = (_, _) => (Guid.CreateVersion7(), false),                          // as above
        ["/admin/mail/{id:guid}/files/{position:int} id"] = (_, _) => (Guid.CreateVersion7(), false),
        ["/admin/mail/{id:guid}/files/{position:int} position"] = (_, _) => (0, false),
        ["/admin/audit/{Id:guid} id"] = (_, _) => (Guid.CreateVersion7(), false),     // nor does the log
        ["/admin/users/{Id:guid} id"] = (app, _) => (app.Colleague.Id, false),
        ["/admin/users/{Id:guid}/merge id"] = (app, _) => (app.Colleague.Id, false),
        ["/admin/groups/{Id:guid} id"] = (app, _) => (app.Team.Id, false),
        ["/admin/structures/{Id:guid} id"] = (app, _) => (app.There.Id, false),
        ["/admin/calendars/{Id:guid} id"] = (_, _) => (Guid.CreateVersion7(), false), // nor do calendars
        ["/admin/sla/{Id:guid} id"] = (_, _) => (Guid.CreateVersion7(), false),       // nor do agreements
        ["/admin/on-call/{Id:guid} id"] = (_, _) => (Guid.CreateVersion7(), false),   // nor rotas
        ["/admin/notifications/templates/{Id:guid} id"] = (_, _) => (Guid.CreateVersion7(), false),   // nor templates
        ["/organisation/logo/{hash} hash"] = (_, _) => ("none", false),
        ["/openapi/{documentName}.json documentName"] = (_, _) => ("v1", false),
        ["/privacy/export/{id:guid} id"] = (app, _) => (app.Colleague.Id, false),
        ["comment"] = (_, r) => (r.Comment.Id, true),
        ["trigger"] = (_, _) => (TicketTrigger.Resolve.ToString(), true),
        ["notification"] = (_, _) => (Guid.CreateVersion7(), false),                  // one's own; NotificationsApiTests has another's
        ["role"] = (_, _) => ("Technician", false),
        ["user"] = (app, _) => (app.Colleague.Id, false),
        ["group"] = (app, _) => (app.Team.Id, false),
        ["structure"] = (app, _) => (app.There.Id, false),
        ["site"] = (_, _) => (Guid.CreateVersion7(), false),                          // ResourceTests has one in reach and one beyond
        ["/api/v1/follows/{kind}/{target:guid} kind"] = (_, _) => ("site", false),
        ["target"] = (_, _) => (Guid.CreateVersion7(), false),                        // FollowTests has some in sight and some beyond
        ["assignment"] = (_, _) => (Guid.CreateVersion7(), false),
        ["/api/v1/groups/{group:guid}/members/{person:guid} person"] = (_, _) => (Guid.CreateVersion7(), false),
        // Records of maintenance: MaintenanceScopeTests has those of one client and of another.
        ["/interventions/{Number} number"] = (_, _) => ("INT-1900-000001", false), ["intervention"] = (_, _) => ("INT-1900-000001", false),
        ["/interventions/{id:guid}/photos/{moment} id"] = (_, _) => (Guid.CreateVersion7(), false), ["/interventions/{id:guid}/photos/{moment} moment"] = (_, _) => ("Before", false),
        ["/equipment/{Number} number"] = (_, _) => ("EQU-1900-000001", false), ["/equipment/{Number}/label number"] = (_, _) => ("EQU-1900-000001", false), ["equipment"] = (_, _) => ("EQU-1900-000001", false),
        ["time"] = (_, _) => (Guid.CreateVersion7(), false), ["part"] = (_, _) => (Guid.CreateVersion7(), false), ["check"] = (_, _) => (Guid.CreateVersion7(), false),   // of an intervention, as above
        ["meter"] = (_, _) => (Guid.CreateVersion7(), false),   // of equipment: MeterTests has those of others
        ["/technicians/{Number} number"] = (_, _) => ("TEC-1900-000001", false), ["technician"] = (_, _) => ("TEC-1900-000001", false),
        // Clients and contracts: ContractUseCaseTests has those of one client and of another.
        ["/clients/{Number} number"] = (_, _) => ("CLI-1900-000001", false), ["client"] = (_, _) => ("CLI-1900-000001", false), ["/clients/{Number}/edit number"] = (_, _) => ("CLI-1900-000001", false),
        ["/contracts/{Number} number"] = (_, _) => ("CON-1900-000001", false), ["contract"] = (_, _) => ("CON-1900-000001", false), ["/contracts/{Number}/edit number"] = (_, _) => ("CON-1900-000001", false),
        ["/contracts/{Number}/statement number"] = (_, _) => ("CON-1900-000001", false), ["/contracts/{id:guid}/statement.file id"] = (_, _) => (Guid.CreateVersion7(), false),
        ["/admin/contract-scales/{Id:guid} id"] = (_, _) => (Guid.CreateVersion7(), false),   // scales belong to no structure
        ["/admin/roles/{Code} code"] = (_, _) => ("Technician", false),
    };

    /// <summary>More addresses of a route than the bare one: those that show or find most.</summary>
    private static readonly Dictionary<string, string[]> Addresses = new()
    {
        ["/tickets"] = ["?view=All&state=any", $"?view=All&state=any&q={MarkedTicket.CommonWord}", "?view=Requested&state=any"],
        ["/tickets/export"] = ["?state=any&format=csv", "?state=any&format=xlsx"],
        ["/tickets/compliance/list"] = ["?period=ThisYear", "?figure=AtRisk"],
        ["/tickets/compliance/export"] = ["?format=csv", "?period=ThisYear&figure=Met&format=csv"],
        ["/maintenance/figures/export"] = ["?format=csv", "?period=LastYear&format=csv"],
        ["/search"] = [$"?q={MarkedTicket.CommonWord}"],
        ["/files/held"] = ["?tray=matrix"],
        ["/admin/audit/export"] = ["?format=csv"],
    };

    /// <summary>Null for a place that nothing is known of: give a sample.</summary>
    public static (string Address, IReadOnlyDictionary<string, object?> Values, bool OnRecord)? Fill(string route, MatrixApp app, MarkedTicket record)
    {
        var values = new Dictionary<string, object?>();
        var onRecord = false;
        foreach (var place in Place().Matches(route).Select(m => m.Groups[1].Value))
        {
            if ((Samples.GetValueOrDefault($"{route} {place}") ?? Samples.GetValueOrDefault(place)) is not { } sample) return null;
            var (value, isRecord) = sample(app, record);
            values[place] = value;
            onRecord |= isRecord;
        }

        var address = Place().Replace(route, m => Uri.EscapeDataString(Convert.ToString(values[m.Groups[1].Value], CultureInfo.InvariantCulture)!));   // never null
        return ("/" + address.TrimStart('/'), values, onRecord);
    }

    public static IEnumerable<string> AddressesOf(string route, string address) => Addresses.TryGetValue(route, out var queries) ? queries.Select(q => address + q) : [address];

    [GeneratedRegex(@"\{\*{0,2}([A-Za-z]+)[^}]*\}")]
    private static partial Regex Place();
}
