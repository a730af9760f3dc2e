namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>What clients said, and how many of them said something: one without the other says little.</summary>
/// <param name="Satisfied">Scores of 4 and 5, of those who answered.</param>
/// <param name="Answered">Of those who could.</param>
public sealed record Satisfaction(Share Satisfied, Share Answered)
{
    /// <summary>The least score that counts as satisfied.</summary>
    public const int Least = 4;

    /// <summary>Nobody could answer.</summary>
    public static readonly Satisfaction None = new(default, default);

    public static Satisfaction operator +(Satisfaction a, Satisfaction b) => new(a.Satisfied + b.Satisfied, a.Answered + b.Answered);

    public static Satisfaction Add(Satisfaction left, Satisfaction right) => left + right;

    /// <param name="scores">1 to 5 of everybody who could answer; null: he did not.</param>
    public static Satisfaction Of(IReadOnlyCollection<int?> scores)
    {
        var answers = scores.OfType<int>().ToList();
        return new(new(answers.Count(s => s >= Least), answers.Count), new(answers.Count, scores.Count));
    }
}
