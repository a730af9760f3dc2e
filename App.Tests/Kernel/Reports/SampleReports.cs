using System.Globalization;
using OpsFlux.Kernel.Reports;

namespace OpsFlux.Tests.Kernel.Reports;

/// <summary>Reports of the demo company, small enough to be read whole.</summary>
internal static class SampleReports
{
    public static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static Report<SampleTicket> Tickets(CultureInfo culture, params SampleTicket[] rows) => new()
    {
        Title = "Tickets en retard",
        Subtitle = "Novembre 2026",
        Organisation = "Atlas Industrie",
        Filters = [new("État", "ouverts"), new("Structure", "Atelier Casablanca")],
        Columns = new ReportColumns<SampleTicket>()
            .Text("Numéro", t => t.Number, width: 1.5)
            .Text("Titre", t => t.Title, width: 3)
            .Text("Demandeur", t => t.Requester)
            .Instant("Ouvert le", t => t.OpenedAt)
            .Date("Échéance", t => t.DueOn)
            .Number("Coût", t => t.Cost)
            .Whole("Rouvert", t => t.Reopened)
            .Boolean("SLA", t => t.IsOnTime)
            .Duration("Temps passé", t => t.Spent),
        Rows = rows.ToAsyncEnumerable(),
        Culture = culture,
        Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"),
        PreparedAt = new(2026, 11, 20, 22, 30, 0, TimeSpan.Zero),
        PreparedBy = "Yasmine Alaoui",
    };
}

internal sealed record SampleTicket
{
    public string Number { get; init; } = "TIC-2026-000412";

    public string? Title { get; init; } = "Presse hydraulique 3 arrêtée, fuite au vérin";

    public string Requester { get; init; } = "Zoé Lefèvre";

    public DateTimeOffset? OpenedAt { get; init; } = new(2026, 7, 14, 22, 30, 0, TimeSpan.Zero);

    public DateOnly? DueOn { get; init; } = new(2026, 7, 16);

    public decimal? Cost { get; init; } = -1234.567m;

    public long? Reopened { get; init; } = 2;

    public bool? IsOnTime { get; init; } = true;

    public TimeSpan? Spent { get; init; } = new(26, 30, 0);
}
