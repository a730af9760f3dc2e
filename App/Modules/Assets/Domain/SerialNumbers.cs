using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace OpsFlux.Modules.Assets.Domain;

/// <summary>What makes two serial numbers the same, and which identify nothing.</summary>
public static class SerialNumbers
{
    /// <summary>Words that plates and inventories carry where a number is missing.</summary>
    private static readonly FrozenSet<string> Junk = FrozenSet.Create(
        "0", "NA", "NONE", "NULL", "UNKNOWN", "INCONNU", "AUCUN", "SANS", "NC", "ND", "XXX", "TBD", "DEFAULTSTRING", "SYSTEMSERIALNUMBER", "TOBEFILLEDBYOEM", "NOTSPECIFIED", "NOTAPPLICABLE",
        "SERIALNUMBER", "SN", "123456", "1234567", "12345678", "123456789", "0123456789", "1234567890");

    /// <summary>Maker and number without case, accents, blanks and punctuation; null where the number stands for none.</summary>
    public static string? KeyOf(string? maker, string? serialNumber)
    {
        var number = Bare(serialNumber);
        if (number.Length < 2 || Junk.Contains(number) || number.Distinct().Count() == 1) return null;
        return $"{Bare(maker)}/{number}";
    }

    private static string Bare(string? typed)
    {
        var bare = new StringBuilder();
        foreach (var sign in (typed ?? "").Normalize(NormalizationForm.FormD))
            if (char.IsLetterOrDigit(sign) && CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark) bare.Append(char.ToUpperInvariant(sign));
        return bare.ToString();
    }
}
