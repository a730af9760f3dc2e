using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Shared.Tickets;
using static OpsFlux.Modules.Tickets.Demo.DemoCategories;
using static OpsFlux.Modules.Tickets.Demo.DemoTicket;

namespace OpsFlux.Modules.Tickets.Demo;

/// <summary>The offices: computers, accounts, arrivals.</summary>
internal static class OfficeStories
{
    public static IEnumerable<DemoTicket> All(DemoStage stage) =>
    [
        new DemoTicket(0, "08:40", "karim", Network, Urgency.High, "Accès VPN refusé depuis la mise à jour", "Message « certificat non approuvé » depuis mon domicile, le bureau fonctionne."),
        new DemoTicket(0, "09:15", "leila", Arrivals, Urgency.Medium, "Nouvel arrivant : poste et badge pour le 1ᵉʳ décembre", "Ingénieure sécurité, bureau 214. Portable, téléphone, badge zone atelier.") { Kind = TicketKind.ServiceRequest },
        new DemoTicket(1, "10:30", "claire", Workstation, Urgency.Medium, "Écran noir au démarrage, poste accueil", "Le voyant est allumé mais rien ne s'affiche, déjà redémarré deux fois.")
            .Start(25).Tag(5, Assignee, "Accueil").Watch(5, "karim").Say(10, Assignee, "Essayez l'autre prise à l'arrière, je passe en fin de matinée."),
        new DemoTicket(2, "15:45", "mehdi", Software, Urgency.Low, "Demande de licence CAO supplémentaire", "Pour l'alternant du bureau d'études, six mois.") { Kind = TicketKind.ServiceRequest }
            .Start(2 * Hour).Wait(20, "approval", "Coût annuel transmis à K. Daoudi pour accord.").Tag(5, Assignee, "Budget 2027"),
        new DemoTicket(4, "09:50", "claire", Accounts, Urgency.Medium, "Messagerie partagée : droits pour deux personnes", "Boîte « expeditions », pour Emily et pour moi.") { Kind = TicketKind.ServiceRequest }
            .Start(Hour).Resolve(30, "Droits d'envoi et de lecture donnés, visibles après une reconnexion."),
        new DemoTicket(2, "08:30", "fatima", Workstation, Urgency.Low, "Clavier arabe à ajouter sur mon poste", "لوحة المفاتيح العربية غير متوفرة بعد تغيير الجهاز — le clavier arabe a disparu au changement de poste.") { Kind = TicketKind.ServiceRequest }
            .Start(Day).Resolve(15, "Disposition « arabe (Maroc) » installée, bascule par Alt + Maj."),
        new DemoTicket(7, "11:05", "leila", Accounts, Urgency.Low, "Accès en lecture au serveur de fichiers qualité", "Pour l'audit interne de décembre.") { Kind = TicketKind.ServiceRequest }
            .Start(3 * Hour).Wait(15, "approval", "Accord du responsable qualité demandé.").Resume(Day).Resolve(20, "Lecture seule ouverte jusqu'au 31 décembre.").Validate(2 * Hour).Rate(1, 5),
        new DemoTicket(10, "16:05", "leila", Printing, Urgency.Low, "Impressions en rose sur le copieur du 2ᵉ", "Tous les plans sortent roses.")
            .Start(Hour).Wait(20, "supplier", "Technicien du loueur prévu demain.").Resume(Day).Resolve(Hour, "Tambour magenta remplacé sous contrat.").Validate(2 * Hour).Rate(1, 4),
        new DemoTicket(14, "08:10", "karim", Workstation, Urgency.High, "Portable qui s'éteint sans prévenir", "Trois fois hier, dont une en réunion client.")
            .Start(15).Note(20, Assignee, "Batterie gonflée : à retirer tout de suite, matériel dangereux.").Resolve(Hour, "Batterie remplacée, ancienne mise en bac de sécurité.").Validate(Hour).Rate(1, 5, "Merci Nadia."),
        new DemoTicket(18, "10:10", "fatima", Accounts, Urgency.High, "Compte verrouillé après changement de mot de passe", "Impossible d'ouvrir la session ni la messagerie.")
            .Start(8).Resolve(12, "Ancien mot de passe resté dans le téléphone : compte déverrouillé, téléphone reconfiguré.").Validate(20).Rate(1, 5),
        new DemoTicket(22, "14:40", "emily", Software, Urgency.Medium, "Excel crashes when opening the stock report", "Only with the file from the shared folder, since Tuesday.")
            .Start(50).Say(30, Assignee, "Could you send me the file? I will try it on a clean profile.").Wait(5, "requester", "File requested.").Say(Day, "emily", "Sent by internal mail.")
            .Resume(20).Resolve(Hour, "A broken external link in sheet 3 was removed; the template is corrected as well.").Validate(Day).Rate(1, 4),
        new DemoTicket(26, "09:00", "claire", Network, Urgency.Medium, "Visioconférence saccadée salle Rhône", "Image figée toutes les minutes, le son passe.")
            .Start(2 * Hour).Resolve(Day, "Prise murale en 100 Mbit/s : câble et port du commutateur remplacés.").Validate(Day).Rate(1, 4),
        new DemoTicket(29, "11:30", "mehdi", Printing, Urgency.Low, "Imprimante du bureau d'études : bourrages", "Un sur trois avec le papier A3.")
            .Cancel(Day, "mehdi", "Le copieur est remplacé la semaine prochaine, inutile d'intervenir."),
        new DemoTicket(33, "13:05", "leila", Software, Urgency.Medium, "Export du registre vide depuis la mise à jour", "Le fichier s'ouvre avec les en-têtes seulement.")
            .Start(Hour).Note(30, Assignee, "Filtre de dates inversé dans la nouvelle version.").Wait(10, "supplier", "Correctif demandé à l'éditeur.").Resume(5 * Day).Resolve(40, "Version 4.2.1 installée, export complet vérifié avec Leïla.").Validate(2 * Hour).Rate(1, 4),
        new DemoTicket(40, "15:30", "karim", Workstation, Urgency.Low, "Deuxième écran pour le poste direction", "24 pouces, câble compris.") { Kind = TicketKind.ServiceRequest }
            .Start(Day).Resolve(2 * Hour, "Écran posé et réglé.").Validate(Day).Rate(1, 5),
        new DemoTicket(15, "17:20", "leila", Badges, Urgency.Low, "Badge visiteur non restitué", "Numéro V-031, à désactiver.") { Kind = TicketKind.ServiceRequest }
            .Give(30, "karim", "salma", stage).Cancel(Day, "leila", "Retrouvé dans ma sacoche, désolé."),
    ];
}
