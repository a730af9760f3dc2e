using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Conflicts;

internal enum ConflictSide
{
    Mine,
    Theirs,
    Other,
}

/// <summary>One field of the panel, while its author decides.</summary>
internal sealed class ConflictChoice
{
    private const int LongText = 80;

    private (IReadOnlyList<WordRun> Mine, IReadOnlyList<WordRun> Theirs)? runs;

    /// <param name="before">The same field in the panel before: its text is kept, the choice is asked for again since the other's value is new.</param>
    public ConflictChoice(EditConflict conflict, ConflictChoice? before)
    {
        // Whoever had picked the other's value keeps what he wanted himself on offer.
        Conflict = before?.Picked is ConflictSide.Theirs ? conflict with { Mine = before.Conflict.Mine } : conflict;
        Wanted = before?.Wanted ?? conflict.Mine.Code;
        Written = before?.Written ?? conflict.Mine.Code ?? "";
    }

    public EditConflict Conflict { get; }
    public ConflictSide? Picked { get; private set; }

    /// <summary>The third version, which begins as one's own.</summary>
    public string Written { get; set; }

    public string Name => $"conflict-{Conflict.Field}";
    public string ErrorId => $"error-conflict-{Conflict.Field}";
    public bool IsLong => Written.Length > LongText || Conflict.Theirs.Code is { Length: > LongText };

    /// <summary>What was wanted in the first place, before any conflict.</summary>
    private string? Wanted { get; }

    public void Pick(ConflictSide side) => Picked = side;

    public IReadOnlyList<WordRun> Mine(Func<string, string?, string> show) => Runs(show).Mine;

    public IReadOnlyList<WordRun> Theirs(Func<string, string?, string> show) => Runs(show).Theirs;

    public FieldChange Settle() => new()
    {
        Field = Conflict.Field,
        Seen = Conflict.Theirs.Code,
        Value = Picked switch
        {
            ConflictSide.Theirs => Conflict.Theirs.Code,
            ConflictSide.Mine => Conflict.Mine.Code,
            _ => Written,
        },
        Settles = true,
        Wanted = Wanted,
    };

    /// <summary>Texts with their differences marked by word; a chosen value is short, and marked it would only look broken.</summary>
    private (IReadOnlyList<WordRun> Mine, IReadOnlyList<WordRun> Theirs) Runs(Func<string, string?, string> show) => runs ??= Conflict is { IsText: true, Mine.Code: not null, Theirs.Code: not null }
        ? WordDifference.Between(Conflict.Mine.Code, Conflict.Theirs.Code)
        : ([new(Words(Conflict.Mine, show), false)], [new(Words(Conflict.Theirs, show), false)]);

    private string Words(ConflictValue value, Func<string, string?, string> show) => value.Name ?? show(Conflict.Field, value.Code);
}
