using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.Directory;

/// <summary>Names of the form prenom.nom.entreprise for people whom the directory brings.</summary>
internal static class DirectoryUserNames
{
    private const string Unspelt = "x";

    /// <summary>Or with the first number from 2 on that nobody has.</summary>
    public static async Task<string> FreeAsync(AppDbContext db, string displayName, string organisation, CancellationToken ct)
    {
        var (first, last, company) = PartsOf(displayName, organisation);
        var begin = $"{first}.{last}".ToUpperInvariant();
        var taken = (await db.Set<User>().Where(u => u.NormalizedUserName!.StartsWith(begin)).Select(u => u.NormalizedUserName!).ToListAsync(ct)).ToHashSet();   // everybody has one
        return Enumerable.Range(1, taken.Count + 1).Select(n => $"{first}.{last}{(n == 1 ? "" : n.ToString(CultureInfo.InvariantCulture))}.{company}")
            .First(name => !taken.Contains(name.ToUpperInvariant()));
    }

    private static (string First, string Last, string Company) PartsOf(string displayName, string organisation)
    {
        var words = Words(displayName);
        return (Cut(words.ElementAtOrDefault(0), 30), Cut(words.Count > 1 ? string.Concat(words.Skip(1)) : null, 40), Cut(Words(organisation).FirstOrDefault(), 20));
    }

    private static List<string> Words(string text) =>
        [.. text.ToLowerInvariant().Normalize(NormalizationForm.FormD).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => string.Concat(word.Where(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')).Trim('-')).Where(word => word.Length > 0)];

    private static string Cut(string? word, int longest) => word is null ? Unspelt : word.Length <= longest ? word : word[..longest];
}
