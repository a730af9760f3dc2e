namespace OpsFlux.Kernel.Accounts.Passwords;

internal enum GuessKind
{
    Common,
    Person,
    Keyboard,
    Sequence,
    Repetition,
}

/// <summary>What of a password would be guessed: how much remains besides, and which kind of guess covers most.</summary>
/// <param name="Example">The longest word found of that kind; where only patterns were, all that was read.</param>
internal sealed record Guesses(int Remaining, GuessKind Largest, string Example)
{
    private const int ShortestPattern = 4;

    private static readonly string[] Rows =
        ["azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "1234567890", "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "1aqw", "2zsx", "3edc"];

    private static readonly string[] Runs = [.. Rows.SelectMany(row => new[] { row, Reversed(row) })];

    /// <summary>Reads the text with its digits as they are, and once more as the letters they imitate; the worse reading counts.</summary>
    public static Guesses In(string text, IReadOnlyCollection<string> known)
    {
        var (asTyped, asMeant) = (Read(text, known), Read(PasswordText.WithLetters(text), known));
        return asTyped.Remaining <= asMeant.Remaining ? asTyped : asMeant;
    }

    private static Guesses Read(string text, IReadOnlyCollection<string> known)
    {
        var covered = new GuessKind?[text.Length];
        var examples = new Dictionary<GuessKind, string>();
        CoverWords(known, GuessKind.Person);
        CoverRuns(text, covered);
        CoverWords(CommonWords.All, GuessKind.Common);
        CoverRepetitions(text, covered);
        CoverYears(text, covered);
        var largest = covered.OfType<GuessKind>().GroupBy(k => k).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key ?? GuessKind.Common;
        return new(covered.Count(c => c is null), largest, examples.GetValueOrDefault(largest, text));

        void CoverWords(IEnumerable<string> words, GuessKind kind)
        {
            foreach (var word in words)
                if (Cover(text, word, kind, covered)) examples.TryAdd(kind, word);   // the longest come first
        }
    }

    private static bool Cover(string text, string word, GuessKind kind, GuessKind?[] covered)
    {
        var isFound = false;
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            isFound = true;
            for (var i = at; i < at + word.Length; i++) covered[i] ??= kind;
        }

        return isFound;
    }

    /// <summary>At least four in a row: the same again, one up or down, keys side by side.</summary>
    private static void CoverRuns(string text, GuessKind?[] covered)
    {
        for (var at = 0; at + ShortestPattern <= text.Length; at++)
        {
            var four = text.AsSpan(at, ShortestPattern);
            if (KindOf(four) is not { } kind) continue;
            for (var i = at; i < at + ShortestPattern; i++) covered[i] ??= kind;
        }
    }

    /// <summary>Any stretch that follows on itself.</summary>
    private static void CoverRepetitions(string text, GuessKind?[] covered)
    {
        for (var period = 2; period <= text.Length / 2; period++)
            for (var at = period; at + period <= text.Length; at++)
                if (text.AsSpan(at, period).SequenceEqual(text.AsSpan(at - period, period)))
                    for (var i = at; i < at + period; i++) covered[i] ??= GuessKind.Repetition;
    }

    private static GuessKind? KindOf(ReadOnlySpan<char> four)
    {
        if (Steps(four, 0)) return GuessKind.Repetition;
        if (Steps(four, 1) || Steps(four, -1)) return GuessKind.Sequence;
        foreach (var run in Runs)
            if (run.AsSpan().IndexOf(four) >= 0) return GuessKind.Keyboard;
        return null;
    }

    private static bool Steps(ReadOnlySpan<char> text, int by)
    {
        for (var i = 1; i < text.Length; i++)
            if (text[i] - text[i - 1] != by) return false;
        return true;
    }

    private static void CoverYears(string text, GuessKind?[] covered)
    {
        for (var at = 0; at + 4 <= text.Length; at++)
        {
            var year = text.AsSpan(at, 4);
            if (!year.StartsWith("19") && !year.StartsWith("20") || !char.IsAsciiDigit(year[2]) || !char.IsAsciiDigit(year[3])) continue;
            for (var i = at; i < at + 4; i++) covered[i] ??= GuessKind.Common;
        }
    }

    private static string Reversed(string text) => string.Concat(text.Reverse());
}
