using System.Text.RegularExpressions;

namespace OpsFlux.Kernel.Conflicts;

/// <summary>A run of words; <paramref name="IsOwn"/> where the other text has no such words there.</summary>
public sealed record WordRun(string Text, bool IsOwn);

/// <summary>Two texts, each whole, with the words marked that the other does not have: the longest common sequence of words stays unmarked.</summary>
public static partial class WordDifference
{
    /// <summary>The table of the longest common sequence costs one cell per pair of words; beyond this, what lies between the common ends is marked whole.</summary>
    private const int MostCells = 4_000_000;

    public static (IReadOnlyList<WordRun> First, IReadOnlyList<WordRun> Second) Between(string? first, string? second)
    {
        var (a, b) = (Words(first), Words(second));
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start]) start++;
        var end = 0;
        while (end < a.Length - start && end < b.Length - start && a[^(end + 1)] == b[^(end + 1)]) end++;

        var (inA, inB) = Common(a[start..^end], b[start..^end]);
        return (Runs(a, start, inA), Runs(b, start, inB));
    }

    /// <summary>Which words of the middles both have, in order.</summary>
    private static (bool[] InA, bool[] InB) Common(string[] a, string[] b)
    {
        var (inA, inB) = (new bool[a.Length], new bool[b.Length]);
        if ((long)a.Length * b.Length > MostCells) return (inA, inB);

        var length = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
            for (var j = b.Length - 1; j >= 0; j--)
                length[i, j] = a[i] == b[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);

        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i] == b[j]) inA[i++] = inB[j++] = true;
            else if (length[i + 1, j] >= length[i, j + 1]) i++;
            else j++;
        }

        return (inA, inB);
    }

    /// <summary>Neighbours of one kind as one run, so that a page draws few elements.</summary>
    private static List<WordRun> Runs(string[] words, int start, bool[] common)
    {
        var runs = new List<WordRun>();
        for (var i = 0; i < words.Length; i++)
        {
            var own = i >= start && i < start + common.Length && !common[i - start];
            if (runs is [.., var last] && last.IsOwn == own) runs[^1] = last with { Text = last.Text + words[i] };
            else runs.Add(new(words[i], own));
        }

        return runs;
    }

    /// <summary>Words, blanks and marks, so that put together again they are the text.</summary>
    private static string[] Words(string? text) => [.. Pieces().Matches(text ?? "").Select(m => m.Value)];

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}_]+|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Pieces();
}
