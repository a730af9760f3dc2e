using System.Globalization;
using System.Text.RegularExpressions;

namespace OpsFlux.Kernel.Organisation.Identity;

/// <summary>One theme's share of a palette: the accent, the tint behind what is chosen, and what is written on the accent.</summary>
/// <param name="Contrast">Of the accent with the least favourable surface it is written on; 4.5 at least (WCAG 2.2).</param>
public sealed record AccentTones(string Accent, string Soft, string On, double Contrast);

/// <summary>
/// The colours that follow from the one an organisation chose. Where it could not be read on light or on dark surfaces, it
/// is darkened or lightened just as far as needed, hue kept.
/// </summary>
public sealed partial record AccentPalette(string Chosen, AccentTones Light, AccentTones Dark)
{
    private const double Readable = 4.5;
    private const string White = "#ffffff", Ink = "#0b1626";

    /// <summary>Of tokens.css: what accent texts stand on.</summary>
    private static readonly Rgb[] LightSurfaces = [Rgb.Parse("#f6f7f9"), Rgb.Parse(White), Rgb.Parse("#f1f3f6")], DarkSurfaces = [Rgb.Parse("#0f141b"), Rgb.Parse("#161c25"), Rgb.Parse("#1c2430")];

    /// <summary>Null for what is no colour of the form #rrggbb.</summary>
    public static AccentPalette? Of(string? accent)
    {
        if (accent is null || !Form().IsMatch(accent)) return null;
        var chosen = Rgb.Parse(accent);
        return new(chosen.ToString(), Tones(chosen, Rgb.Black, LightSurfaces, softShare: .10), Tones(chosen, Rgb.White, DarkSurfaces, softShare: .22));
    }

    public string Css =>
        $$"""
        :root {
          --accent: light-dark({{Light.Accent}}, {{Dark.Accent}});
          --accent-soft: light-dark({{Light.Soft}}, {{Dark.Soft}});
          --on-accent: light-dark({{Light.On}}, {{Dark.On}});
        }

        """;

    /// <summary>Part of the style sheet's address, so that browsers keep it until the colour changes.</summary>
    public string Key => Chosen[1..];

    private static AccentTones Tones(Rgb chosen, Rgb towards, Rgb[] surfaces, double softShare)
    {
        for (var step = 0; ; step++)
        {
            var accent = chosen.Mixed(towards, step * .02);
            var soft = surfaces[1].Mixed(accent, softShare);
            var contrast = surfaces.Append(soft).Min(s => accent.ContrastWith(s));
            if (contrast < Readable && step < 50) continue;   // the fiftieth is black or white itself
            var on = accent.ContrastWith(Rgb.White) >= accent.ContrastWith(Rgb.Parse(Ink)) ? White : Ink;
            return new(accent.ToString(), soft.ToString(), on, Math.Floor(contrast * 10) / 10);
        }
    }

    [GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial Regex Form();

    private readonly record struct Rgb(double R, double G, double B)
    {
        public static readonly Rgb White = new(255, 255, 255), Black = new(0, 0, 0);

        public static Rgb Parse(string hex) => new(Part(hex, 1), Part(hex, 3), Part(hex, 5));

        public Rgb Mixed(Rgb other, double share) => new(R + ((other.R - R) * share), G + ((other.G - G) * share), B + ((other.B - B) * share));

        public double ContrastWith(Rgb other)
        {
            // As it will be shown: rounded to whole steps, or a colour could be judged better than it is.
            var (a, b) = (Parse(ToString()).Luminance, Parse(other.ToString()).Luminance);
            return (Math.Max(a, b) + .05) / (Math.Min(a, b) + .05);
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{(int)Math.Round(R):x2}{(int)Math.Round(G):x2}{(int)Math.Round(B):x2}");

        /// <summary>Relative luminance as WCAG 2.2 defines it.</summary>
        private double Luminance => (.2126 * Linear(R)) + (.7152 * Linear(G)) + (.0722 * Linear(B));

        private static double Linear(double part) => part / 255 is var share && share <= .04045 ? share / 12.92 : Math.Pow((share + .055) / 1.055, 2.4);

        private static double Part(string hex, int at) => int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
