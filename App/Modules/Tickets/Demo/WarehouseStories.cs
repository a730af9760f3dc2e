using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Shared.Tickets;
using static OpsFlux.Modules.Tickets.Demo.DemoCategories;
using static OpsFlux.Modules.Tickets.Demo.DemoTicket;

namespace OpsFlux.Modules.Tickets.Demo;

/// <summary>The warehouse in Lyon: labels, trucks, docks; some of it in English.</summary>
internal static class WarehouseStories
{
    private const string Store = "Saint-Priest, entrepôt", Docks = "Saint-Priest, quais";

    public static IEnumerable<DemoTicket> All(DemoStage stage) =>
    [
        new DemoTicket(1, "08:20", "claire", Scanners, Urgency.High, "Imprimante étiquettes hors ligne", "L'imprimante Z-3 du quai 2 ne répond plus depuis ce matin, on réétiquette à la main.") { Site = Docks }
            .Start(15).Weigh(5, Impact.Medium).Wait(40, "parts", "Tête d'impression usée, pièce demandée à l'atelier de Villeurbanne.").Say(3 * Hour, "claire", "Nous avons emprunté celle du quai 5 en attendant."),
        new DemoTicket(0, "09:05", "emily", Trucks, Urgency.Medium, "Forklift 7 pulls to the left when braking", "Noticed by two drivers since Monday. We have taken it out of the narrow aisles.") { Site = Store },
        new DemoTicket(3, "11:15", "emily", Scanners, Urgency.Medium, "Handheld scanner loses Wi-Fi in aisle 12", "It reconnects after a minute, but the pick list is gone by then.") { Site = Store }
            .Start(45).Say(30, Assignee, "Access point 12 shows retransmissions; I will move it this week.").Say(2 * Hour, "emily", "Thank you. Aisles 11 and 13 are fine."),
        new DemoTicket(6, "07:40", "claire", Trucks, Urgency.High, "Niveleur de quai 4 bloqué à mi-course", "Camion en attente, déchargement détourné vers le quai 6.") { Site = Docks }
            .Start(10).Weigh(5, Impact.Medium).Note(20, Assignee, "Fusible hydraulique et capteur de lèvre à contrôler.").Resolve(90, "Capteur de lèvre recalé, dix cycles sans défaut.").Validate(Hour).Rate(3, 5, "Moins de deux heures, bravo."),
        new DemoTicket(9, "14:30", "claire", Scanners, Urgency.Low, "Commande de rouleaux d'étiquettes 100 × 150", "Stock pour dix jours.") { Site = Store, Kind = TicketKind.ServiceRequest }
            .Start(2 * Hour).Wait(15, "supplier", "Livraison annoncée sous une semaine.").Resume(5 * Day).Resolve(30, "Livré : 48 rouleaux, rangés en réserve 2.").Validate(Day).Rate(1, 4),
        new DemoTicket(13, "10:45", "emily", Trucks, Urgency.Low, "Charger station 3 beeps all night", "Not a fault as such, the guards asked.") { Site = Store }
            .Start(Day).Resolve(25, "End-of-charge buzzer switched off in the menu.").Validate(3 * Hour).Rate(2, 5, "The night shift says thank you!"),
        new DemoTicket(20, "08:55", "claire", Scanners, Urgency.Medium, "Codes-barres illisibles sur palettes filmées", "Un rejet sur cinq au portique.") { Site = Docks }
            .Start(Hour).Note(Hour, Assignee, "Contraste trop faible : noircissement à 18 au lieu de 24.").Resolve(50, "Réglage de l'imprimante corrigé, modèle d'étiquette mis à jour.").Validate(Day).Rate(2, 4),
        new DemoTicket(27, "13:20", "claire", Trucks, Urgency.Medium, "Chariot 2 : batterie qui ne tient plus", "Deux heures d'autonomie au lieu de six.") { Site = Store }
            .Start(40).Wait(30, "approval", "Remplacement soumis à la direction du site : 2 900 €.").Resume(4 * Day).Resolve(3 * Hour, "Batterie neuve montée, ancienne reprise par le fournisseur.").Validate(Day).Rate(5, 3, "Long, mais réglé."),
        new DemoTicket(35, "09:40", "emily", Building, Urgency.Low, "Door seal torn at dock 1", "Cold air comes in, about 20 cm.") { Site = Docks }
            .Give(3 * Hour, "karim", "julien", stage).Start(Day).Resolve(2 * Hour, "Seal replaced.").Validate(Day),
    ];
}
