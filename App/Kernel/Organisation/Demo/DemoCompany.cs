using OpsFlux.Kernel.Access;

namespace OpsFlux.Kernel.Organisation.Demo;

/// <summary>A person of the demo. <paramref name="Key"/> is the name by which stories call him.</summary>
/// <param name="Groups">Names of the teams he belongs to.</param>
internal sealed record DemoPerson(string Key, string UserName, string DisplayName, string Role, string Structure, string[] Skills, string[] Groups)
{
    public string Language { get; init; } = "fr";
}

internal sealed record DemoStructure(string Code, string? Parent, string Name, StructureKind Kind, string[] Sites);

/// <summary>
/// The fictional company of demonstrations, screenshots, manuals and tests: a Moroccan-French maker of hydraulic equipment
/// with a workshop in Casablanca, a warehouse in Lyon and one client who signs in.
/// </summary>
internal static class DemoCompany
{
    public const string Name = "Norvalys Industries";
    public const string MailDomain = "norvalys.example";   // reserved: nothing can ever be sent there

    /// <summary>Teams by the names that categories route to.</summary>
    public const string Desk = "Support informatique", Network = "Réseaux et accès", Workshop = "Maintenance Casablanca", Warehouse = "Maintenance Lyon";

    public const string Lyon = "LYON";

    private const string Root = "NORVALYS", Casablanca = "CASA", Client = "OUEDNOUR";

    public static readonly IReadOnlyList<string> Groups = [Desk, Network, Workshop, Warehouse];

    /// <summary>Parents stand before their children.</summary>
    public static readonly IReadOnlyList<DemoStructure> Structures =
    [
        new(Root, null, Name, StructureKind.Internal, ["Siège, Casablanca Finance City"]),
        new(Casablanca, Root, "Atelier Casablanca", StructureKind.Internal, ["Aïn Sebaâ, hall A", "Aïn Sebaâ, hall B", "Aïn Sebaâ, bureaux"]),
        new(Lyon, Root, "Logistique Lyon", StructureKind.Internal, ["Saint-Priest, entrepôt", "Saint-Priest, quais"]),
        new(Client, Root, "Conserves Oued Nour", StructureKind.Client, ["Usine d’Agadir"]),
    ];

    public static readonly IReadOnlyList<DemoPerson> People =
    [
        new("hicham", "hicham.berrada.norvalys", "Hicham Berrada", BuiltInRoles.Administrator, Root, [], []),
        new("karim", "karim.daoudi.norvalys", "Karim Daoudi", BuiltInRoles.Manager, Root, [], []),
        new("yasmine", "yasmine.alaoui.norvalys", "Yasmine Alaoui", BuiltInRoles.Technician, Casablanca, ["hydraulique", "mécanique"], [Workshop]),
        new("rachid", "rachid.amrani.norvalys", "Rachid Amrani", BuiltInRoles.Technician, Casablanca, ["électricité", "automatisme", "mécanique"], [Workshop]),
        new("julien", "julien.martin.norvalys", "Julien Martin", BuiltInRoles.Technician, Lyon, ["manutention", "impression"], [Warehouse, Desk]),
        new("salma", "salma.benali.norvalys", "Salma Benali", BuiltInRoles.Technician, Root, ["réseau", "comptes"], [Network, Desk]),
        new("nadia", "nadia.leroy.norvalys", "Nadia Leroy", BuiltInRoles.Technician, Root, ["poste de travail", "logiciels", "comptes"], [Desk]),
        new("mehdi", "mehdi.chraibi.norvalys", "Mehdi Chraïbi", BuiltInRoles.User, Casablanca, [], []),
        new("fatima", "fatima.mansouri.norvalys", "فاطمة الزهراء المنصوري", BuiltInRoles.User, Casablanca, [], []),
        new("claire", "claire.dubois.norvalys", "Claire Dubois", BuiltInRoles.User, Lyon, [], []),
        new("emily", "emily.carter.norvalys", "Emily Carter", BuiltInRoles.User, Lyon, [], []) { Language = "en" },
        new("omar", "omar.tazi.ouednour", "Omar Tazi", BuiltInRoles.Client, Client, [], []),
        new("leila", "leila.haddad.norvalys", "Leïla Haddad", BuiltInRoles.HseManager, Root, [], []),
        new("philippe", "philippe.garnier.norvalys", "Philippe Garnier", BuiltInRoles.Auditor, Root, [], []),
    ];
}
