using System.Globalization;
using System.Text;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Suggesting;

/// <summary>
/// Ranks technicians for an intervention, as one pure rule: first whether something prevents it (absent, a skill that is asked for and
/// missing, its certificate expired), then the zone, then being there at that hour and free now, then how much he has to do that day
/// and altogether, then the name. Nothing is weighed against anything else, so that each place in the list can be explained.
/// </summary>
public static class SuggestionRule
{
    /// <summary>What an intervention without a planned length counts as, in minutes.</summary>
    public const int UsualMinutes = 60;

    public static IReadOnlyList<Suggestion> Rank(SuggestionFacts facts) =>
    [
        .. facts.Candidates.Select(c => new Suggestion(c, [.. SkillsOf(c, facts), .. PresenceOf(c, facts), .. ZoneOf(c, facts.Place), .. LoadOf(c)]))
            .OrderByDescending(s => s.IsPossible)
            .ThenBy(s => s.Reasons.Count(r => r.Weight == ReasonWeight.Prevents))
            .ThenByDescending(s => Has(s, SuggestionCodes.Zone))
            .ThenBy(s => Has(s, SuggestionCodes.OutOfHours))
            .ThenBy(s => Has(s, SuggestionCodes.AtWork))
            .ThenBy(s => s.Candidate.PlannedMinutes)
            .ThenBy(s => s.Candidate.Open)
            .ThenBy(s => s.Candidate.Name, StringComparer.Ordinal)
            .ThenBy(s => s.Candidate.UserId),
    ];

    private static IEnumerable<SuggestionReason> SkillsOf(Candidate candidate, SuggestionFacts facts)
    {
        foreach (var asked in facts.Asked)
        {
            var known = candidate.Skills.FirstOrDefault(s => Bare(s.Name) == Bare(asked));
            yield return known switch
            {
                null => new(SuggestionCodes.NoSkill, ReasonWeight.Prevents, asked),
                { ValidUntil: { } until } when until < facts.Day => new(SuggestionCodes.Expired, ReasonWeight.Prevents, known.Certificate ?? known.Name, until),
                { Certificate: { } certificate, ValidUntil: { } until } => new(SuggestionCodes.Certified, ReasonWeight.For, known.Name, certificate, until),
                _ => new(SuggestionCodes.Skill, ReasonWeight.For, known.Name),
            };
        }
    }

    private static IEnumerable<SuggestionReason> PresenceOf(Candidate candidate, SuggestionFacts facts)
    {
        if (candidate.Away is { } away)
            yield return new(away.Kind == TechnicianState.Training ? SuggestionCodes.InTraining : SuggestionCodes.OnLeave, ReasonWeight.Prevents, away.Until);
        else if (candidate.State is TechnicianState.OnLeave or TechnicianState.Training or TechnicianState.Unavailable && !candidate.IsBackByThen)
            yield return new(SuggestionCodes.Absent, ReasonWeight.Prevents, candidate.State);
        else if (candidate.State == TechnicianState.Busy && facts.Day == facts.Today)
            yield return new(SuggestionCodes.AtWork, ReasonWeight.Against);
        if (candidate.WorksThen is { } works) yield return works ? new(SuggestionCodes.InHours, ReasonWeight.For) : new(SuggestionCodes.OutOfHours, ReasonWeight.Against);
    }

    /// <summary>The zone stands in the words of the place as whole words.</summary>
    private static IEnumerable<SuggestionReason> ZoneOf(Candidate candidate, string? place)
    {
        if (string.IsNullOrWhiteSpace(candidate.Zone) || place is null) yield break;
        var isThere = $" {Bare(place)} ".Contains($" {Bare(candidate.Zone)} ", StringComparison.Ordinal);
        yield return new(isThere ? SuggestionCodes.Zone : SuggestionCodes.OtherZone, isThere ? ReasonWeight.For : ReasonWeight.Neutral, candidate.Zone);
    }

    private static IEnumerable<SuggestionReason> LoadOf(Candidate candidate)
    {
        yield return candidate.PlannedMinutes == 0
            ? new(SuggestionCodes.Free, ReasonWeight.For)
            : new(SuggestionCodes.Planned, ReasonWeight.Neutral, TimeSpan.FromMinutes(candidate.PlannedMinutes));
        if (candidate.Open > 0) yield return new(candidate.Open == 1 ? SuggestionCodes.OneOpen : SuggestionCodes.Open, ReasonWeight.Neutral, candidate.Open);
    }

    private static bool Has(Suggestion suggestion, string code) => suggestion.Reasons.Any(r => r.Code == code);

    /// <summary>Words are compared without case, accents, and signs between them.</summary>
    private static string Bare(string text)
    {
        var bare = new StringBuilder();
        foreach (var sign in text.Normalize(NormalizationForm.FormD).ToUpperInvariant())
        {
            if (char.IsLetterOrDigit(sign)) bare.Append(sign);
            else if (CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark && bare.Length > 0 && bare[^1] != ' ') bare.Append(' ');
        }

        return bare.ToString().Trim();
    }
}

/// <summary>Codes of the facts that count: stable and public, keys of their texts.</summary>
public static class SuggestionCodes
{
    public const string Skill = "Skill";
    public const string Certified = "Certified";
    public const string NoSkill = "NoSkill";
    public const string Expired = "Expired";
    public const string OnLeave = "OnLeave";
    public const string InTraining = "InTraining";
    public const string Absent = "Absent";
    public const string AtWork = "AtWork";
    public const string InHours = "InHours";
    public const string OutOfHours = "OutOfHours";
    public const string Zone = "Zone";
    public const string OtherZone = "OtherZone";
    public const string Free = "Free";
    public const string Planned = "Planned";
    public const string OneOpen = "OneOpen";
    public const string Open = "Open";
}
