using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Passwords;

/// <summary>Why a password is refused: a stable code and what fills its sentence.</summary>
public sealed record PasswordFlaw(string Code, params object[] Arguments);

/// <summary>
/// What NIST 800-63B asks: length, and none of what is guessed first; no rules of composition, no expiry, nothing cut off.
/// What anybody would guess (common words, years, rows of the keyboard, sequences, repetitions, what is known of the
/// person) counts for nothing: enough has to remain without it.
/// </summary>
public static class PasswordPolicy
{
    /// <summary>Longest is what keeps a megabyte out of the hash, far above any sentence.</summary>
    public const int Shortest = 12, Longest = 256;

    /// <summary>Characters that nobody guesses; together with the slowed-down attempts at the door more than enough.</summary>
    private const int FewestOwn = 6;

    private const int FewestDifferent = 5;

    /// <summary>The first thing wrong with it, or null.</summary>
    /// <param name="known">Words known of the person and the organisation (<see cref="PersonWords"/>).</param>
    public static PasswordFlaw? FlawOf(string password, IReadOnlyCollection<string> known)
    {
        if (password.EnumerateRunes().Count() < Shortest) return new(PasswordFlaws.TooShort, Shortest);
        if (password.Length > Longest) return new(PasswordFlaws.TooLong, Longest);
        if (password.EnumerateRunes().Distinct().Count() < FewestDifferent) return new(PasswordFlaws.Repeated);

        var guesses = Guesses.In(PasswordText.Of(password), known);
        return guesses.Remaining >= FewestOwn ? null : guesses.Largest switch
        {
            GuessKind.Person => new(PasswordFlaws.Personal, guesses.Example),
            GuessKind.Keyboard => new(PasswordFlaws.Keyboard),
            GuessKind.Sequence => new(PasswordFlaws.Sequence),
            GuessKind.Repetition => new(PasswordFlaws.Repeated),
            _ => new(PasswordFlaws.Common, guesses.Example),
        };
    }
}
