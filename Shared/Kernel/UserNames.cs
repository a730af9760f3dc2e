using System.Globalization;
using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;

namespace OpsFlux.Shared.Kernel;

/// <summary>User names are of the form prenom.nom.entreprise: lower case, without accents, at least three parts.</summary>
public static partial class UserNames
{
    public const int Longest = 100;

    /// <summary>Stands for a name that no letter of ours is left of.</summary>
    private const string Unspelt = "x";

    public static bool Fits(string userName) => userName.Length <= Longest && Form().IsMatch(userName);

    /// <summary>
    /// The usual user name of somebody: first word, last word, organisation. What no letter of ours is left of (a name in
    /// another script) is left out, so that there is always a name to begin with.
    /// </summary>
    public static string Propose(string displayName, string organisation)
    {
        var words = displayName.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Plain).Where(w => w.Length > 0).ToList();
        var first = words.Count > 0 ? words[0] : Unspelt;
        var last = words.Count > 1 ? string.Concat(words.Skip(1)) : Unspelt;
        var company = organisation.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Plain).FirstOrDefault(w => w.Length > 0) ?? Unspelt;
        return $"{Cut(first, 30)}.{Cut(last, 40)}.{Cut(company, 20)}";
    }

    /// <summary>The n-th of several people of one name: karim.benali2.atelier.</summary>
    public static string Numbered(string userName, int number)
    {
        var parts = userName.Split('.');
        parts[1] += number.ToString(CultureInfo.InvariantCulture);
        return string.Join('.', parts);
    }

    /// <summary>Lower case, Latin letters without their accents, digits and hyphens.</summary>
    private static string Plain(string word)
    {
        var whole = string.Concat(word.EnumerateRunes());   // half a surrogate pair cannot be normalized
        var spelt = whole.ToLowerInvariant().Replace("œ", "oe", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal)
            .Replace("ß", "ss", StringComparison.Ordinal).Replace("ø", "o", StringComparison.Ordinal).Replace("ł", "l", StringComparison.Ordinal);
        var kept = new StringBuilder();
        foreach (var c in spelt.Normalize(NormalizationForm.FormD))
            if (c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-') kept.Append(c);
        return kept.ToString().Trim('-');
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];

    [GeneratedRegex(@"^[a-z0-9_-]+(\.[a-z0-9_-]+){2,}\z")]
    private static partial Regex Form();
}

/// <summary>Whether a text is an e-mail address as we send to: one address, nothing around it.</summary>
public static class EmailForm
{
    public static bool Fits(string email) => MailAddress.TryCreate(email, out var address) && address.Address == email;
}
