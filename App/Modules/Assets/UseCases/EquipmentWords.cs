using System.Globalization;

namespace OpsFlux.Modules.Assets.UseCases;

/// <summary>The reader's language, where the organisation's own data have a name in each.</summary>
internal static class EquipmentWords
{
    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
}
