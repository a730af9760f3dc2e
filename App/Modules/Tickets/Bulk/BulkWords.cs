using OpsFlux.Kernel.Organisation.Bulk;

namespace OpsFlux.Modules.Tickets.Bulk;

/// <summary>Titles and descriptions whose words are as unequal as in real ones: one in nine titles has the commonest.</summary>
internal static class BulkWords
{
    /// <summary>In about one ticket of forty thousand: what somebody searches who knows what he looks for.</summary>
    public const string Rare = "girouette";

    /// <summary>In about one ticket of nine.</summary>
    public const string Common = "imprimante";

    private const int RareEvery = 40_000;

    /// <summary>Commonest first.</summary>
    private static readonly string[] Things =
    [
        Common, "poste de travail", "messagerie", "presse hydraulique", "convoyeur", "compresseur", "badge", "réseau", "écran", "serveur", "chariot élévateur", "automate",
        "téléphone", "climatisation", "pompe", "vérin", "douchette", "portail", "éclairage", "armoire électrique", "scanner", "pont roulant", "capteur", "moteur",
        "palettiseur", "chaudière", "ascenseur", "tour d'usinage", "groupe froid", "extincteur", "balance", "caméra", "robot de soudure", "quai", "transpalette", "onduleur",
        "ventilateur", "vanne", "manomètre", "échangeur", "broyeur", "étuve", "dépoussiéreur", "variateur", "soufflante", "alternateur", "doseuse", "sertisseuse",
    ];

    private static readonly string[] Troubles =
    [
        "en panne", "ne répond plus", "très lent depuis ce matin", "à remplacer", "fuite constatée", "bruit anormal", "accès refusé", "à installer", "bloqué", "alarme répétée",
        "arrêt intempestif", "message d'erreur", "surchauffe", "étalonnage demandé", "contrôle annuel", "voyant rouge", "perte de connexion", "usure prononcée", "vibration", "odeur de brûlé",
    ];

    private static readonly string[] Places =
    [
        "atelier", "accueil", "entrepôt", "bureau des méthodes", "hall A", "hall B", "quai 2", "magasin", "laboratoire", "salle de réunion", "ligne 4", "ligne 7", "vestiaire", "local technique",
        "direction", "cantine", "parking", "zone de charge", "sous-sol", "mezzanine",
    ];

    private static readonly string[] Circumstances =
    [
        "Constaté à la prise de poste, personne n'a rien changé la veille.", "Le problème revient après chaque redémarrage.", "Merci d'intervenir avant la fin de la semaine.",
        "Nous avons déjà essayé d'éteindre et de rallumer.", "La production est ralentie mais pas arrêtée.", "Un collègue a signalé la même chose en juillet.",
        "Le fournisseur a été prévenu par téléphone.", "Photo jointe au prochain passage.", "À voir avec l'équipe de nuit.", "Le matériel est encore sous garantie.",
        "Prévoir une nacelle pour accéder.", "La zone est balisée en attendant.",
    ];

    private static readonly Skew ThingSkew = new(Things.Length), TroubleSkew = new(Troubles.Length), PlaceSkew = new(Places.Length);

    public static string Title(int index, Random random)
    {
        var thing = index % RareEvery == RareEvery / 2 ? Rare : Things[ThingSkew.Draw(random)];
        return $"{char.ToUpperInvariant(thing[0])}{thing[1..]} {Troubles[TroubleSkew.Draw(random)]}, {Places[PlaceSkew.Draw(random)]}";
    }

    /// <summary>Names a second thing now and then, and a serial number that is found once.</summary>
    public static string Description(Random random)
    {
        var other = random.Next(4) == 0 ? $" Voir aussi : {Things[ThingSkew.Draw(random)]}." : "";
        return $"{Circumstances[random.Next(Circumstances.Length)]} {Circumstances[random.Next(Circumstances.Length)]}{other} Repère {random.Next(0x1000000):X6}.";
    }
}
