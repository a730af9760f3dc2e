using System.Globalization;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Import;

/// <summary>How a source writes its values.</summary>
/// <param name="Unknown">What stands where the source does not know, besides nothing at all.</param>
/// <param name="Instant">Format of date and time; its text for people is the resource <c>Format.{Instant}</c>.</param>
/// <param name="Zone">Where times without zone were written.</param>
public sealed record ImportFormat(string Unknown, string Instant, TimeZoneInfo Zone);

/// <summary>
/// One row by column name, read as typed values. What is missing or unknown is null; so is what cannot be read, which is
/// noted among the <see cref="Errors"/> with its column: a row says all that is wrong with it at once.
/// </summary>
public sealed class ImportRow(int line, IReadOnlyDictionary<string, int> columns, string[] fields, ImportFormat format)
{
    private readonly List<ImportError> errors = [];

    public int Line => line;
    public IReadOnlyList<ImportError> Errors => errors;

    /// <summary>Notes an error for each of these columns that holds no value.</summary>
    public void Require(params ReadOnlySpan<string> required)
    {
        foreach (var column in required)
            if (Known(column) is null) errors.Add(new(line, column, "missing"));
    }

    /// <summary>Notes what is wrong with a value beyond its form.</summary>
    public void Refuse(string column, string code, params object[] arguments) => errors.Add(new(line, column, code, arguments));

    public string? Text(string column, int longest) =>
        Known(column) is not { } value ? null
        : value.Length <= longest ? value
        : Wrong<string>(column, "too-long", Shortened(value), longest);

    /// <summary>An instant that the zone skipped when clocks went forward is read as if they had not.</summary>
    public DateTimeOffset? Instant(string column)
    {
        if (Known(column) is not { } value) return null;
        if (!DateTime.TryParseExact(value, format.Instant, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return Wrong<DateTimeOffset?>(column, "instant", Shortened(value), ImportText.Get($"Format.{format.Instant}"));

        var offset = format.Zone.IsInvalidTime(local) ? format.Zone.GetUtcOffset(local.AddHours(-1)) : format.Zone.GetUtcOffset(local);
        var ticks = local.Ticks - offset.Ticks;
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks
            ? Wrong<DateTimeOffset?>(column, "instant", value, ImportText.Get($"Format.{format.Instant}"))
            : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    public int? Count(string column) =>
        Known(column) is not { } value ? null
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
        : Wrong<int?>(column, "count", Shortened(value));

    /// <summary>A level written as its number, alone or before its name: "2 - High".</summary>
    public int? Level(string column, int highest)
    {
        if (Known(column) is not { } value) return null;
        var number = value.Split(" - ", 2)[0];
        return number.Length == 1 && number[0] >= '1' && number[0] <= '0' + highest
            ? number[0] - '0'
            : Wrong<int?>(column, "level", Shortened(value), highest);
    }

    public T? Choice<T>(string column, IReadOnlyDictionary<string, T> choices) where T : class =>
        Known(column) is not { } value ? null
        : choices.TryGetValue(value, out var choice) ? choice
        : Wrong<T>(column, "choice", Shortened(value), string.Join(", ", choices.Keys));

    private string? Known(string column) =>
        columns.TryGetValue(column, out var at) && fields[at] is { Length: > 0 } value && value != format.Unknown ? value : null;

    private T? Wrong<T>(string column, string code, params object[] arguments)
    {
        errors.Add(new(line, column, code, arguments));
        return default;
    }

    /// <summary>A report is read by people: a value that ran away does not fill their screen.</summary>
    private static string Shortened(string value) => value.Length <= 60 ? value : value.CutTo(59) + "…";
}
