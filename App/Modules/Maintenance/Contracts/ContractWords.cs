using System.Globalization;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts;

/// <summary>Contracts in the reader's words.</summary>
internal static class ContractWords
{
    private const int MinutesInHour = 60;

    public static string Tone(ContractState state) => state switch
    {
        ContractState.Draft => "new",
        ContractState.Active => "run",
        ContractState.Terminated => "bad",
        _ => "done",
    };

    /// <summary>A value as the timeline keeps it: invariant, and null for nothing.</summary>
    public static string? Stored(object? value) => value switch
    {
        null => null,
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    extension(TextCatalog texts)
    {
        /// <summary>"12 h 30", "112 points", "3 interventions"; with a minus where it is less than nothing.</summary>
        public string Amount(ContractUnit unit, decimal units) => unit is ContractUnit.Minutes ? Length(units) : texts.Format($"ContractUnit.{unit}.Count", units.ToString("0.##", CultureInfo.CurrentCulture));

        public string KindOf(ConsumptionLine line) => line.ReversesId is null ? texts.Of(line.Kind) : texts.Format("Consumption.Reversal", texts.Of(line.Kind));

        /// <summary>"Jour 40 min × 1, soirée 50 min × 1,25".</summary>
        public string PiecesOf(ConsumptionDetail detail) => detail.Travel is not null
            ? texts.Format("Consumption.SharedBy", detail.SharedBy ?? 1)
            : string.Join(", ", detail.Pieces.Select(p => texts.Format("Consumption.Piece", texts[$"RateSegment.{p.Segment}"], p.Minutes.ToString("0.##", CultureInfo.CurrentCulture), p.Rate.ToString("0.##", CultureInfo.CurrentCulture))));

        /// <summary>Ours by its key, somebody's as he wrote it.</summary>
        public string? ReasonOf(ConsumptionLine line) => line.Reason is { } reason && texts.Has(reason) ? texts[reason] : line.Reason;

        /// <summary>How long what is left will last.</summary>
        public string ForecastOf(BurnRate rate) => rate switch
        {
            { EmptyOn: { } day, MonthsLeft: { } months } => texts.Format("Contract.EmptyOn", day.ToString("d", CultureInfo.CurrentCulture), months.ToString("0.#", CultureInfo.CurrentCulture)),
            { MonthsLeft: not null } => texts["Contract.LastsLong"],
            _ => texts["Contract.NotUsed"],
        };
    }

    /// <summary>Hours and minutes, cut to the hundredth of a minute where a scale counts so finely.</summary>
    private static string Length(decimal minutes)
    {
        var (sign, rest) = (minutes < 0 ? "−" : "", Math.Abs(minutes));
        var hours = Math.Truncate(rest / MinutesInHour);
        var odd = rest - (hours * MinutesInHour);
        return string.Create(CultureInfo.CurrentCulture, $"{sign}{hours:0}\u00a0h\u00a0{odd:00.##}");
    }
}
