using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Shared.Tickets;
using static OpsFlux.Modules.Tickets.Demo.DemoCategories;
using static OpsFlux.Modules.Tickets.Demo.DemoTicket;

namespace OpsFlux.Modules.Tickets.Demo;

/// <summary>What the client asks for under the maintenance contract of his machines.</summary>
internal static class ClientStories
{
    private const string Plant = "Usine d’Agadir";

    public static IEnumerable<DemoTicket> All(DemoStage stage) =>
    [
        new DemoTicket(1, "07:55", "omar", Hydraulics, Urgency.High, "Sertisseuse n° 2 : perte de pression en cycle", "Chute de 160 à 110 bars au troisième vérin, rebuts en hausse. Une équipe attend.") { Site = Plant }
            .Start(20).Weigh(5, Impact.Medium).Say(15, Assignee, "Bonjour, pouvez-vous relever la température d'huile et m'envoyer une photo du bloc ?").Wait(5, "requester", "Relevé demandé au client.").Say(90, "omar", "58 °C au réservoir. Le bloc est sec, mais le filtre est au rouge."),
        new DemoTicket(3, "10:05", "omar", Electricity, Urgency.Medium, "Armoire AE-4 : disjoncteur qui saute le matin", "Toujours au premier démarrage, ensuite rien de la journée.") { Site = Plant }
            .Start(2 * Hour).Note(20, Assignee, "Sans doute condensation : prévoir résistance chauffante, déplacement jeudi."),
        new DemoTicket(11, "09:20", "omar", Hydraulics, Urgency.Medium, "Demande de kit de joints pour vérin V-90", "Deux kits, à joindre à la prochaine visite.") { Site = Plant, Kind = TicketKind.ServiceRequest }
            .Start(Hour).Wait(10, "parts", "Kits réservés au magasin central.").Resume(2 * Day).Resolve(30, "Kits remis au transporteur, bordereau joint à la livraison.").Validate(2 * Day).Rate(1, 4, "Bien reçu."),
        new DemoTicket(24, "08:35", "omar", Mechanics, Urgency.High, "Ligne de remplissage arrêtée, accouplement cassé", "Arrêt complet depuis 8 h 15.") { Site = Plant }
            .Start(5).Weigh(3, Impact.High).Say(10, Assignee, "Je prends la route avec un accouplement de rechange, arrivée vers 13 h.").Resolve(7 * Hour, "Accouplement remplacé, alignement contrôlé au comparateur.").Validate(Hour).Rate(1, 5, "Production repartie le soir même, merci."),
    ];
}
