using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Tickets.Setup.Fields;
using OpsFlux.Modules.Tickets.Setup.Replies;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Demo;

/// <summary>What the demo company asks on its forms, and what its agents send again and again.</summary>
internal static class DemoSetup
{
    public static void Add(AppDbContext db, IReadOnlyDictionary<string, Guid> categories, IReadOnlyDictionary<string, Guid> groups, string desk)
    {
        db.AddRange(
            Field(categories[DemoCategories.Printing], 0, "numero-d-inventaire", FieldKind.Text, "Numéro d’inventaire", "Asset number", "Sur l’étiquette, par exemple IMP-042."),
            Choice(categories[DemoCategories.Printing], 1, "type-de-panne", "Type de panne", "Kind of fault", ("bourrage", "Bourrage", "Paper jam"), ("qualite", "Qualité d’impression", "Print quality"), ("hors-ligne", "Hors ligne", "Offline")),
            Field(categories[DemoCategories.Hydraulics], 0, "pression-relevee", FieldKind.Number, "Pression relevée (bar)", "Pressure reading (bar)", null, max: 400),
            Field(categories[DemoCategories.Arrivals], 0, "date-d-arrivee", FieldKind.Date, "Date d’arrivée", "Arrival date", null));
        db.AddRange(
            new CannedReply { Title = "Prise en charge", Language = "fr", Body = "Bonjour {{requester}},\n\nJe m’occupe de votre demande {{number}} et reviens vers vous.\n\n{{me}}" },
            new CannedReply { Title = "Taken in charge", Language = "en", Body = "Hello {{requester}},\n\nI am looking after your request {{number}} and will come back to you.\n\n{{me}}" },
            new CannedReply { Title = "Bourrage papier", Language = "fr", CategoryId = categories[DemoCategories.Printing], GroupId = groups[desk], Body = "Bonjour {{requester}},\n\nOuvrez le capot arrière, retirez la feuille dans le sens du papier, puis refermez. L’imprimante redémarre seule." });
    }

    private static CategoryField Field(Guid category, int order, string code, FieldKind kind, string french, string english, string? help, decimal? max = null) =>
        new() { CategoryId = category, Code = code, Kind = kind, French = french, English = english, FrenchHelp = help, Order = order, Min = max is null ? null : 0, Max = max };

    private static CategoryField Choice(Guid category, int order, string code, string french, string english, params (string Code, string French, string English)[] options)
    {
        var field = Field(category, order, code, FieldKind.Choice, french, english, help: null);
        field.Options = [.. options.Select(o => new FieldOption(o.Code, o.French, o.English))];
        return field;
    }
}
