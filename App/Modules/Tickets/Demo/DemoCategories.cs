using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Modules.Tickets.Domain;

namespace OpsFlux.Modules.Tickets.Demo;

/// <summary>The tree by which the demo company sorts its tickets. Short names serve the stories.</summary>
internal static class DemoCategories
{
    public const string Hydraulics = "Hydraulique", Mechanics = "Mécanique", Electricity = "Électricité et automatismes";
    public const string Trucks = "Chariots et quais", Scanners = "Étiquettes et lecteurs";
    public const string Workstation = "Poste de travail", Printing = "Impression", Accounts = "Messagerie et comptes", Network = "Réseau et VPN", Software = "Logiciels métier";
    public const string Building = "Bâtiment", Badges = "Accès et badges", Arrivals = "Arrivées et départs";

    private static readonly (string Parent, (string Name, string? Group, string? Skill)[] Children)[] Tree =
    [
        ("Équipement", [(Hydraulics, DemoCompany.Workshop, "hydraulique"), (Mechanics, DemoCompany.Workshop, "mécanique"), (Electricity, DemoCompany.Workshop, "électricité")]),
        ("Logistique", [(Trucks, DemoCompany.Warehouse, "manutention"), (Scanners, DemoCompany.Warehouse, "impression")]),
        ("Informatique",
        [
            (Workstation, DemoCompany.Desk, "poste de travail"), (Printing, DemoCompany.Desk, "impression"), (Accounts, DemoCompany.Desk, "comptes"), (Network, DemoCompany.Network, "réseau"), (Software, DemoCompany.Desk, "logiciels"),
        ]),
        // Without a group: somebody has to decide, which is what the tab 'unassigned' is for.
        ("Vie du site", [(Building, null, null), (Badges, DemoCompany.Network, null), (Arrivals, null, null)]),
    ];

    /// <summary>Adds the tree; the ids of its leaves by name.</summary>
    public static Dictionary<string, Guid> Add(AppDbContext db, IReadOnlyDictionary<string, Guid> groups)
    {
        var leaves = new Dictionary<string, Guid>();
        foreach (var (name, children) in Tree)
        {
            var parent = new Category { Name = name, Path = name };
            db.Add(parent);
            foreach (var child in children)
            {
                var leaf = new Category
                {
                    ParentId = parent.Id,
                    Name = child.Name,
                    Path = $"{name} › {child.Name}",
                    DefaultGroupId = child.Group is { } group ? groups[group] : null,
                    Skill = child.Skill,
                };
                db.Add(leaf);
                leaves[child.Name] = leaf.Id;
            }
        }

        return leaves;
    }
}
