using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts.SigningIn.Journal;

/// <summary>Which lines of the connection journal are shown. Parsed from an address; anything unknown in it is refused by name.</summary>
public sealed record SignInFilter
{
    public IReadOnlyList<SignInOutcome> Outcomes { get; init; } = [];
    public IReadOnlyList<SignInMethod> Methods { get; init; } = [];
    public Guid? PersonId { get; init; }

    /// <summary>Of a person's name or user name.</summary>
    public string? Search { get; init; }

    /// <summary>Both ends included, in the reader's zone.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public Cursor? After { get; init; }

    public static Result<SignInFilter> Parse(ListQuery query)
    {
        var filter = new SignInFilter();
        foreach (var (name, value) in query.Values)
        {
            if (filter.With(name.ToLowerInvariant(), value) is not { } next) return Refusal.Conflict("unknown-filter", name, value.CutTo(60));
            filter = next;
        }

        return filter;
    }

    private SignInFilter? With(string name, string value) => name switch
    {
        "page" => this,
        "q" => value.Length <= 200 && !value.Any(char.IsControl) ? this with { Search = value.Trim() } : null,
        "outcome" => EnumNames.Parse<SignInOutcome>(value) is { } outcomes ? this with { Outcomes = outcomes } : null,
        "method" => EnumNames.Parse<SignInMethod>(value) is { } methods ? this with { Methods = methods } : null,
        "person" => Guid.TryParse(value, out var id) ? this with { PersonId = id } : null,
        "from" => AddressDay.Parse(value) is { } day ? this with { From = day } : null,
        "to" => AddressDay.Parse(value) is { } day ? this with { To = day } : null,
        "after" => Cursor.Parse(value) is { Instant: not null } cursor ? this with { After = cursor } : null,
        _ => null,
    };
}
