using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Shared.Tickets;
using static OpsFlux.Modules.Tickets.Demo.DemoCategories;
using static OpsFlux.Modules.Tickets.Demo.DemoTicket;

namespace OpsFlux.Modules.Tickets.Demo;

/// <summary>The workshop in Casablanca: presses, compressors, and what stops them.</summary>
internal static class WorkshopStories
{
    private const string HallA = "Aïn Sebaâ, hall A", HallB = "Aïn Sebaâ, hall B", Offices = "Aïn Sebaâ, bureaux";

    public static IEnumerable<DemoTicket> All(DemoStage stage) =>
    [
        new DemoTicket(0, "07:35", "mehdi", Hydraulics, Urgency.High, "Presse hydraulique 3 arrêtée, fuite au vérin",
            "Flaque d'huile sous le vérin principal à la prise de poste, pression tombée à 40 bars. **Machine consignée**, série 8812 bloquée.") { Site = HallA }
            .Start(6).Weigh(2, Impact.High).Remember(3, Assignee, "Sortir le kit V-120 du magasin").Remember(1, Assignee, "Essai à 180 bars avant remise en service").Spend(2, 25, "Consignation et diagnostic").Note(3, Assignee, "Joint de tige arraché. Vérifier si le kit V-120 est encore au magasin.").Attach(4, "mehdi", "pression presse 3.csv", "heure;bar\n07:10;152\n07:20;118\n07:30;40\n").Say(10, "mehdi", "La série doit partir ce soir, peut-on basculer sur la presse 2 ?"),
        new DemoTicket(1, "09:10", "fatima", Mechanics, Urgency.Medium, "Bruit anormal compresseur C-12",
            "Claquement régulier depuis hier soir, plus fort à chaud. Il tourne encore.") { Site = HallB }
            .Start(50).Weigh(5, Impact.Medium).Attach(20, Assignee, "relevé vibratoire C-12.csv", "point;mm/s\npalier moteur;4,2\npalier compresseur;7,9\n").Say(35, Assignee, "Courroie détendue et poulie marquée. Je surveille la température jusqu'à l'arrêt de samedi.").Spend(5, 40, "Contrôle et retension"),
        new DemoTicket(2, "10:20", "mehdi", Electricity, Urgency.High, "Automate ligne 4 en défaut après coupure",
            "Depuis la microcoupure de 10 h 05, l'automate reste en STOP, voyant rouge fixe.") { Site = HallA }
            .Start(10).Weigh(3, Impact.High).Wait(75, "supplier", "Carte d'alimentation à remplacer : devis demandé au constructeur.").Note(20, Assignee, "Carte commandée, délai annoncé 48 h. Ligne en manuel d'ici là."),
        new DemoTicket(3, "14:05", "fatima", Hydraulics, Urgency.Medium, "Flexible suintant sur banc d'essai 2", "Suintement au raccord côté pompe, environ une goutte par minute.") { Site = HallB }
            .Start(90).Wait(30, "parts", "Flexible 3/4 SAE 100 R2 en commande.").Say(Day, "fatima", "Des nouvelles de la pièce ? Le banc est réservé lundi."),
        new DemoTicket(5, "08:15", "mehdi", Mechanics, Urgency.Low, "Portique hall A : grincement du galet", "Rien de bloquant, mais de plus en plus audible.") { Site = HallA }
            .Start(3 * Hour).Resolve(2 * Hour, "Galet graissé et rattrapage du jeu. À revoir à la prochaine visite préventive."),
        new DemoTicket(8, "11:40", "fatima", Electricity, Urgency.Medium, "Éclairage du poste de contrôle clignote", "Deux réglettes sur quatre, fatigue visuelle pour le contrôle d'aspect.") { Site = HallB }
            .Start(Hour).Resolve(40, "Ballasts remplacés, réglettes passées en LED.").Validate(2 * Hour).Rate(5, 5, "Rapide et propre, merci."),
        new DemoTicket(12, "09:25", "mehdi", Hydraulics, Urgency.High, "Presse 2 : température d'huile à 71 °C", "Alarme haute toutes les vingt minutes, cadence réduite de moitié.") { Site = HallA }
            .Start(12).Weigh(4, Impact.Medium).Note(30, Assignee, "Échangeur encrassé, débit d'eau à 60 %.").Wait(20, "access", "Démontage possible seulement à l'arrêt de l'équipe, à 15 h.").Resume(4 * Hour)
            .Resolve(2 * Hour, "Échangeur détartré, huile redescendue à 48 °C.").Validate(Day).Rate(10, 4),
        new DemoTicket(16, "13:50", "fatima", Mechanics, Urgency.Medium, "Convoyeur de sortie : bande qui se déporte", "La bande frotte à gauche, début d'effilochage.") { Site = HallB }
            .Start(35).Resolve(80, "Tambour réaligné, bande retendue.").Reopen(Day, "Le défaut est revenu au bout de deux heures.").Start(30)
            .Resolve(3 * Hour, "Roulement du tambour remplacé, alignement au laser.").Validate(Day).Rate(4, 3, "Bien la seconde fois."),
        new DemoTicket(23, "07:50", "mehdi", Hydraulics, Urgency.Medium, "Groupe hydraulique G-2 : niveau bas", "Appoint fait deux fois cette semaine, pas de fuite visible.") { Site = HallA }
            .Start(Hour).Note(Hour, Assignee, "Micro-fuite au distributeur, tache sous le carter.").Resolve(2 * Hour, "Joint du distributeur remplacé, niveau stable après quatre heures.").Validate(3 * Hour).Rate(3, 5),
        new DemoTicket(31, "10:00", "fatima", Electricity, Urgency.Low, "Demande de prise 32 A près du banc 3", "Pour le nouveau poste à souder.") { Site = HallB, Kind = TicketKind.ServiceRequest }
            .Start(Day).Wait(30, "approval", "Devis de l'électricien soumis à K. Daoudi.").Resume(3 * Day).Resolve(5 * Hour, "Prise posée et contrôlée, étiquette T-14.").Validate(Day).Rate(2, 4),
        new DemoTicket(38, "15:10", "mehdi", Mechanics, Urgency.High, "Pont roulant bloqué crochet haut", "Charge de 800 kg suspendue, zone balisée.") { Site = HallA }
            .Start(5).Weigh(1, Impact.High).Say(10, Assignee, "J'arrive, personne sous la charge.").Resolve(55, "Fin de course haut recollé par la poussière : nettoyé, essayé à vide et en charge.").Validate(20).Rate(2, 5, "Intervention exemplaire."),
        new DemoTicket(41, "16:20", "fatima", Hydraulics, Urgency.Low, "Manomètre illisible sur presse 1", "Vitre embuée.") { Site = HallA }
            .Start(Day).Resolve(20, "Manomètre remplacé.").Validate(2 * Day),
        new DemoTicket(0, "08:05", "leila", Building, Urgency.Medium, "Extincteur manquant au droit du hall B", "Support vide constaté pendant la ronde. À remplacer avant la visite de lundi."),
        new DemoTicket(4, "09:30", "mehdi", Badges, Urgency.High, "Badgeuse porte B ne lit plus les cartes", "Les équipes passent par le quai, ce qui est interdit.") { Site = Offices }
            .Give(20, "karim", "rachid", stage).Start(35).Weigh(5, Impact.Medium).Say(25, Assignee, "Lecteur hors tension, câble sectionné par le chariot."),
    ];
}
