namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>What clients said, and how many of them said something: one without the other says little.</summary>
/// <param name="Satisfied">Scores of 4 and 5, of those who answered.</param>
/// <param name="Answered">Of those who could.</param>
public sealed record Satisfaction(Share Satisfied, Share Answered)
{
    /// <param name="scores">1 to 5 of everybody who could answer; null: he did not.</param>
    public static Satisfaction Of(IReadOnlyCollection<int?> scores)
    {
        var answers = scores.OfType<int>().ToList();
        return new(new(answers.Count(s => s >= 4), answers.Count), new(answers.Count, scores.Count));
    }
}
