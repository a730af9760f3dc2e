using System.Globalization;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Audit.Reading;

/// <summary>Which entries the page or an export shows. Parsed from an address; anything unknown in it is refused by name.</summary>
public sealed record AuditFilter
{
    private const int MostText = 200;

    public IReadOnlyList<AuditAction> Actions { get; init; } = [];
    public Guid? ActorId { get; init; }

    /// <summary>Kind of record, or of another thing.</summary>
    public string? Subject { get; init; }
    public string? SubjectId { get; init; }
    public string? Correlation { get; init; }

    /// <summary>Words of the detail; an id or a correlation where it has the form of one.</summary>
    public string? Search { get; init; }

    /// <summary>Both ends included, in the reader's zone.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public Cursor? After { get; init; }

    public static Result<AuditFilter> Parse(ListQuery query)
    {
        var filter = new AuditFilter();
        foreach (var (name, value) in query.Values)
        {
            if (Apply(filter, name.ToLowerInvariant(), value) is not { } next) return Refusal.Conflict("audit.unknown-filter", name, value.Length > 60 ? value[..60] + "…" : value);
            filter = next;
        }

        return filter;
    }

    private static AuditFilter? Apply(AuditFilter filter, string name, string value) => name switch
    {
        "page" => filter,
        "q" => IsText(value) ? Searching(filter, value.Trim()) : null,
        "action" => ParseActions(value) is { } actions ? filter with { Actions = actions } : null,
        "actor" => Guid.TryParse(value, out var id) ? filter with { ActorId = id } : null,
        "subject" => IsText(value) ? filter with { Subject = value } : null,
        "record" => IsText(value) ? filter with { SubjectId = value } : null,
        "correlation" => IsText(value) ? filter with { Correlation = value } : null,
        "from" => TryDate(value) is { } date ? filter with { From = date } : null,
        "to" => TryDate(value) is { } date ? filter with { To = date } : null,
        "after" => Cursor.Parse(value) is { Instant: not null } cursor ? filter with { After = cursor } : null,
        _ => null,
    };

    /// <summary>Ids are written with dashes, correlations without.</summary>
    private static AuditFilter Searching(AuditFilter filter, string typed) =>
        Guid.TryParseExact(typed, "D", out var id) ? filter with { SubjectId = id.ToString() }
        : Guid.TryParseExact(typed, "N", out _) ? filter with { Correlation = typed.ToLowerInvariant() }
        : filter with { Search = typed };

    private static List<AuditAction>? ParseActions(string value)
    {
        var parsed = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(word => Enum.GetNames<AuditAction>().FirstOrDefault(n => n.Equals(word, StringComparison.OrdinalIgnoreCase))).ToList();
        return parsed.Count == 0 || parsed.Contains(null) ? null : [.. parsed.OfType<string>().Select(Enum.Parse<AuditAction>).Distinct()];
    }

    private static bool IsText(string value) => value.Length <= MostText && !value.Contains('\0');

    private static DateOnly? TryDate(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1900 and < 9000 ? date : null;
}
