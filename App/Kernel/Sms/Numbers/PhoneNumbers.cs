using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OpsFlux.Kernel.Sms.Numbers;

/// <summary>
/// Mobile numbers as people type them, and as E.164 has them. Of France and Morocco, whose national forms are read, only
/// numbers of mobile telephones are taken; of other countries whatever E.164 allows, since their plans change.
/// </summary>
public static partial class PhoneNumbers
{
    public const string France = "FR", Morocco = "MA";

    /// <summary>E.164's fifteen digits and the plus.</summary>
    public const int Longest = 16;

    /// <summary>What a number nobody hides behind begins and ends with on a page that shows it to strangers.</summary>
    private const int ShownDigits = 2;

    /// <summary>Null where it is no number of a mobile telephone.</summary>
    /// <param name="country">Whose national form is meant where no country is given.</param>
    public static string? Parse(string typed, string country)
    {
        if (Digits(typed) is not { } number) return null;
        if (number.StartsWith("00", StringComparison.Ordinal)) number = $"+{number[2..]}";
        if (number.StartsWith('0')) number = (country == Morocco ? "+212" : "+33") + number[1..];
        number = TrunkZero().Replace(number, "$1");   // +33 (0)6 …
        if (number.StartsWith("+33", StringComparison.Ordinal) || number.StartsWith("+212", StringComparison.Ordinal)) return Ours().IsMatch(number) ? number : null;
        return International().IsMatch(number) ? number : null;
    }

    /// <summary>In groups, as they are read aloud where the plan is known.</summary>
    public static string Show(string number) => Ours().Match(number) is { Success: true } match
        ? $"{match.Groups["country"].Value} {match.Groups["first"].Value} {string.Join(' ', match.Groups["rest"].Value.Chunk(2).Select(c => new string(c)))}"
        : number;

    /// <summary>Enough for its owner to know which telephone to look at, and for nobody else.</summary>
    public static string Tail(string number) => number[^ShownDigits..];

    /// <summary>A plus and digits, whatever script they are typed in and whatever stands between; null for anything else.</summary>
    private static string? Digits(string typed)
    {
        var digits = new StringBuilder();
        foreach (var c in typed.Trim())
        {
            if (CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit) digits.Append((char)('0' + digit));
            else if (c == '+' && digits.Length == 0) digits.Append(c);
            else if (!char.IsWhiteSpace(c) && c is not ('.' or '-' or '/' or '(' or ')' or '‑' or '–' or '\u200E' or '\u202A' or '\u202C')) return null;   // the last come with numbers copied from an address book
            if (digits.Length > Longest + 2) return null;
        }

        return digits.Length == 0 ? null : digits.ToString();
    }

    [GeneratedRegex(@"^(\+33|\+212)0(?=[67])", RegexOptions.CultureInvariant)]
    private static partial Regex TrunkZero();

    [GeneratedRegex(@"^(?<country>\+33|\+212)(?<first>[67])(?<rest>[0-9]{8})$", RegexOptions.CultureInvariant)]
    private static partial Regex Ours();

    [GeneratedRegex(@"^\+[1-9][0-9]{7,14}$", RegexOptions.CultureInvariant)]
    private static partial Regex International();
}
