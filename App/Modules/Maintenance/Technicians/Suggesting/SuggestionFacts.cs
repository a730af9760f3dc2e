using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Suggesting;

/// <summary>All that a suggestion depends on.</summary>
/// <param name="Asked">Skills that the work asks for; empty: none in particular.</param>
/// <param name="Place">Name and address of the site, and whose it is; null: not known.</param>
/// <param name="Day">The planned day, else today.</param>
public sealed record SuggestionFacts(IReadOnlyList<string> Asked, string? Place, DateOnly Day, DateOnly Today, IReadOnlyList<Candidate> Candidates);

/// <summary>A technician who could be given the work.</summary>
public sealed record Candidate(Guid UserId, string Name, TechnicianState State)
{
    /// <summary>Where he works, in words that the place is compared with.</summary>
    public string? Zone { get; init; }
    public IReadOnlyList<KnownSkill> Skills { get; init; } = [];

    /// <summary>The absence that holds on the day.</summary>
    public Away? Away { get; init; }

    /// <summary>The absence that holds today and is over by the day: his present state says nothing of then.</summary>
    public bool IsBackByThen { get; init; }

    /// <summary>Whether the planned begin lies within his working hours; null: no begin is planned, or nothing is known of his hours.</summary>
    public bool? WorksThen { get; init; }

    /// <summary>Of his other open interventions planned on the day; one without a length counts as an hour.</summary>
    public int PlannedMinutes { get; init; }

    /// <summary>His other open interventions.</summary>
    public int Open { get; init; }
}

/// <param name="ValidUntil">Last day; null: it does not expire.</param>
public sealed record KnownSkill(string Name, string? Certificate = null, DateOnly? ValidUntil = null);

public sealed record Away(TechnicianState Kind, DateOnly Until);

/// <summary>A fact that counted.</summary>
/// <param name="Code">Text <c>Suggest.{Code}</c>, filled by the arguments: words, dates, lengths, numbers.</param>
public sealed record SuggestionReason(string Code, ReasonWeight Weight, params object[] Arguments);

/// <summary>A technician with what speaks for him and against him.</summary>
public sealed record Suggestion(Candidate Candidate, IReadOnlyList<SuggestionReason> Reasons)
{
    /// <summary>False: something prevents it. He may be chosen all the same: whoever plans may know better.</summary>
    public bool IsPossible => Reasons.All(r => r.Weight != ReasonWeight.Prevents);
}
