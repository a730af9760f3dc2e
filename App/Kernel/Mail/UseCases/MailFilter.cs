using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.UseCases;

/// <summary>The tabs of the list.</summary>
public enum MailView
{
    All,

    /// <summary>Those that wait for a time they were given.</summary>
    Scheduled,

    /// <summary>The dead letters: those that failed and are not discarded.</summary>
    Dead,
}

/// <summary>Which mails the list shows. Parsed from an address; anything unknown in it is refused by name.</summary>
public sealed record MailFilter
{
    /// <summary>In any spelling of the address.</summary>
    public MailView View { get; init; }

    /// <summary>Empty: whatever the state.</summary>
    public IReadOnlyList<MailState> States { get; init; } = [];

    /// <summary>Beginning of a recipient's address, in lower case.</summary>
    public string? Recipient { get; init; }

    /// <summary>Both ends included, in the reader's zone.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public Cursor? After { get; init; }

    public static Result<MailFilter> Parse(ListQuery query)
    {
        var filter = new MailFilter();
        foreach (var (name, value) in query.Values)
        {
            if (filter.With(name.ToLowerInvariant(), value) is not { } next) return Refusal.Conflict("unknown-filter", name, value.CutTo(60));
            filter = next;
        }

        return filter;
    }

    private MailFilter? With(string name, string value) => name switch
    {
        "page" => this,
        "view" => Enum.GetValues<MailView>().Cast<MailView?>().FirstOrDefault(v => string.Equals($"{v}", value, StringComparison.OrdinalIgnoreCase)) is { } view ? this with { View = view } : null,
        "q" => value.Length <= 200 && !value.Any(char.IsControl) ? this with { Recipient = value.Trim().ToLowerInvariant() } : null,
        "state" => ParseStates(value) is { } states ? this with { States = states } : null,
        "from" => AddressDay.Parse(value) is { } day ? this with { From = day } : null,
        "to" => AddressDay.Parse(value) is { } day ? this with { To = day } : null,
        "after" => Cursor.Parse(value) is { Instant: not null } cursor ? this with { After = cursor } : null,
        _ => null,
    };

    /// <summary>In any spelling: the API names them in its own.</summary>
    private static IReadOnlyList<MailState>? ParseStates(string value) =>
        EnumNames.Parse<MailState>(string.Join(',', value.Split(',').Select(name => Enum.GetNames<MailState>().FirstOrDefault(n => string.Equals(n, name.Trim(), StringComparison.OrdinalIgnoreCase)) ?? name)));
}
