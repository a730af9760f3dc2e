using OpsFlux.Modules.Maintenance.Technicians.Suggesting;
using OpsFlux.Shared.Maintenance;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Technicians.Suggesting;

/// <summary>Who is suggested before whom, and why: the pure rule.</summary>
public sealed class SuggestionRuleTests
{
    private static readonly DateOnly Today = new(2026, 11, 20), Day = new(2026, 11, 24);

    [Theory]
    // A pair of candidates: the first is to stand before the second.
    [InlineData("skill", "no skill")]
    [InlineData("skill", "expired")]
    [InlineData("skill", "on leave")]
    [InlineData("skill", "away now")]
    [InlineData("skill, here", "skill")]
    [InlineData("skill, here, out of hours", "skill")]
    [InlineData("skill", "skill, out of hours")]
    [InlineData("skill", "skill, 60 min")]
    [InlineData("skill, 60 min", "skill, 180 min")]
    [InlineData("skill, here, 480 min", "skill")]
    [InlineData("skill", "skill, 3 open")]
    [InlineData("skill, 3 open", "skill, 60 min")]
    [InlineData("skill, 480 min, out of hours", "no skill, here")]
    [InlineData("no skill, here", "no skill, on leave, here")]
    [InlineData("skill, back by then", "skill, away now")]
    public void One_stands_before_the_other(string first, string second)
    {
        var ranked = SuggestionRule.Rank(Facts(Make(second, "A"), Make(first, "Z")));
        Assert.Equal(["Z", "A"], ranked.Select(s => s.Candidate.Name));
    }

    [Theory]
    [InlineData("skill", "Skill Free", true)]
    [InlineData("certified", "Certified Free", true)]
    [InlineData("expired", "Expired Free", false)]
    [InlineData("no skill", "NoSkill Free", false)]
    [InlineData("skill, on leave", "Skill OnLeave Free", false)]
    [InlineData("skill, in training", "Skill InTraining Free", false)]
    [InlineData("skill, away now", "Skill Absent Free", false)]
    [InlineData("skill, back by then", "Skill Free", true)]
    [InlineData("skill, busy", "Skill Free", true)]
    [InlineData("skill, in hours, here, 180 min, 3 open", "Skill InHours Zone Planned Open", true)]
    [InlineData("skill, out of hours, elsewhere, 1 open", "Skill OutOfHours OtherZone Free OneOpen", true)]
    public void What_counts_is_said(string candidate, string reasons, bool isPossible)
    {
        var suggestion = Assert.Single(SuggestionRule.Rank(Facts(Make(candidate, "A"))));
        Assert.Equal((reasons, isPossible), (string.Join(' ', suggestion.Reasons.Select(r => r.Code)), suggestion.IsPossible));
    }

    [Fact]
    public void Who_is_at_work_now_stands_back_today_alone()
    {
        var (busy, free) = (new Candidate(Guid.CreateVersion7(), "A", TechnicianState.Busy), new Candidate(Guid.CreateVersion7(), "B", TechnicianState.Available));

        Assert.Equal(["B", "A"], SuggestionRule.Rank(new([], null, Today, Today, [busy, free])).Select(s => s.Candidate.Name));
        Assert.Equal(["A", "B"], SuggestionRule.Rank(new([], null, Day, Today, [busy, free])).Select(s => s.Candidate.Name));
    }

    [Theory]
    [InlineData("Casablanca", "Site de Casablanca, hall A", true)]
    [InlineData("ain sebaa", "Aïn-Sebaâ, hall A", true)]
    [InlineData("Casa", "Casablanca", false)]
    [InlineData("Lyon", "Casablanca", false)]
    public void A_zone_is_a_word_of_the_place_without_case_and_accents(string zone, string place, bool isThere) =>
        Assert.Contains(
            SuggestionRule.Rank(new([], place, Day, Today, [new Candidate(Guid.CreateVersion7(), "A", TechnicianState.Available) { Zone = zone }]))[0].Reasons,
            r => r.Code == (isThere ? SuggestionCodes.Zone : SuggestionCodes.OtherZone));

    [Fact]
    public void A_certificate_is_good_on_its_last_day_and_skills_are_compared_without_accents()
    {
        var candidate = new Candidate(Guid.CreateVersion7(), "A", TechnicianState.Available) { Skills = [new("Electricité", "B1V", Day)] };
        Assert.True(SuggestionRule.Rank(new(["électricite"], null, Day, Today, [candidate]))[0].IsPossible);
        var expired = SuggestionRule.Rank(new(["électricite"], null, Day.AddDays(1), Today, [candidate]))[0].Reasons[0];
        Assert.Equal((SuggestionCodes.Expired, "B1V", Day), (expired.Code, expired.Arguments[0], expired.Arguments[1]));
    }

    private static SuggestionFacts Facts(params Candidate[] candidates) => new(["hydraulique"], "Casablanca, hall A", Day, Today, candidates);

    private static Candidate Make(string said, string name)
    {
        var candidate = new Candidate(Guid.CreateVersion7(), name, TechnicianState.Available) { Skills = [new("Hydraulique")] };
        foreach (var word in said.Split(", "))
            candidate = word switch
            {
                "skill" => candidate,
                "certified" => candidate with { Skills = [new("Hydraulique", "H-1", Day)] },
                "no skill" => candidate with { Skills = [] },
                "expired" => candidate with { Skills = [new("Hydraulique", "H-1", Day.AddDays(-1))] },
                "here" => candidate with { Zone = "Casablanca" },
                "elsewhere" => candidate with { Zone = "Lyon" },
                "on leave" => candidate with { Away = new(TechnicianState.OnLeave, Day) },
                "in training" => candidate with { Away = new(TechnicianState.Training, Day) },
                "away now" => candidate with { State = TechnicianState.Unavailable },
                "back by then" => candidate with { State = TechnicianState.OnLeave, IsBackByThen = true },
                "busy" => candidate with { State = TechnicianState.Busy },
                "in hours" => candidate with { WorksThen = true },
                "out of hours" => candidate with { WorksThen = false },
                _ when word.Split(' ') is [var number, "min"] => candidate with { PlannedMinutes = int.Parse(number, null) },
                _ when word.Split(' ') is [var number, "open"] => candidate with { Open = int.Parse(number, null) },
                _ => throw new ArgumentException(word, nameof(said)),
            };
        return candidate;
    }
}
