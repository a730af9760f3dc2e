using System.Text.RegularExpressions;

namespace OpsFlux.Kernel.Localisation;

/// <summary>Marks that turn the direction of what follows, by which a text can be made to read as another.</summary>
public static partial class DirectionMarks
{
    extension(string text)
    {
        /// <summary>The same words without such marks.</summary>
        public string WithoutDirectionMarks() => Marks().Replace(text, "");
    }

    [GeneratedRegex(@"[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex Marks();
}
