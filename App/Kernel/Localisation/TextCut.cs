namespace OpsFlux.Kernel.Localisation;

/// <summary>Shortens what somebody typed, without halving a character: half a surrogate pair cannot be stored.</summary>
public static class TextCut
{
    extension(string text)
    {
        /// <summary>At most <paramref name="longest"/> UTF-16 units, one less where the last would be the first half of a pair.</summary>
        public string CutTo(int longest) =>
            text.Length <= longest ? text : text[..(longest > 0 && char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
    }
}
