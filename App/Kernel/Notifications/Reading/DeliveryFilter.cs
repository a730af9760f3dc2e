using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Reading;

/// <summary>Which lines of the delivery log are shown. Parsed from an address; anything unknown in it is refused by name.</summary>
public sealed record DeliveryFilter
{
    public Guid? PersonId { get; init; }
    public Guid? RecordId { get; init; }

    /// <summary>Number of a record.</summary>
    public string? Number { get; init; }

    /// <summary>Codes of <see cref="NewsKind"/>; empty: all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];
    public IReadOnlyList<NotificationCategory> Categories { get; init; } = [];
    public IReadOnlyList<NotificationChannel> Channels { get; init; } = [];
    public IReadOnlyList<NotificationState> States { get; init; } = [];

    /// <summary>Why nothing was sent.</summary>
    public IReadOnlyList<Silence> Silences { get; init; } = [];

    /// <summary>Both ends included, in the reader's zone.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public Cursor? After { get; init; }
    public Cursor? Before { get; init; }

    public static Result<DeliveryFilter> Parse(ListQuery query)
    {
        var filter = new DeliveryFilter();
        foreach (var (name, value) in query.Values)
        {
            if (filter.With(name.ToLowerInvariant(), value) is not { } next) return Refusal.Conflict("unknown-filter", name, value.CutTo(60));
            filter = next;
        }

        return filter;
    }

    private DeliveryFilter? With(string name, string value) => name switch
    {
        "page" => this,
        "q" => IsPlain(value) ? this with { Number = value.Trim() } : null,
        "person" => Guid.TryParse(value, out var id) ? this with { PersonId = id } : null,
        "record" => Guid.TryParse(value, out var id) ? this with { RecordId = id } : null,
        "kind" => IsPlain(value) ? this with { Kinds = [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct()] } : null,
        "category" => EnumNames.Parse<NotificationCategory>(value) is { } categories ? this with { Categories = categories } : null,
        "channel" => EnumNames.Parse<NotificationChannel>(value) is { } channels ? this with { Channels = channels } : null,
        "state" => EnumNames.Parse<NotificationState>(value) is { } states ? this with { States = states } : null,
        "silence" => EnumNames.Parse<Silence>(value) is { } silences ? this with { Silences = silences } : null,
        "from" => AddressDay.Parse(value) is { } day ? this with { From = day } : null,
        "to" => AddressDay.Parse(value) is { } day ? this with { To = day } : null,
        "after" => Cursor.Parse(value) is { Instant: not null } cursor ? this with { After = cursor } : null,
        "before" => Cursor.Parse(value) is { Instant: not null } cursor ? this with { Before = cursor } : null,
        _ => null,
    };

    /// <summary>What a number or a code may be.</summary>
    private static bool IsPlain(string value) => value.Length <= 500 && !value.Any(char.IsControl);
}
