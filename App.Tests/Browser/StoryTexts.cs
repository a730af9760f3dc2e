using System.Globalization;
using System.Resources;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.People;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Modules.Tickets;

namespace OpsFlux.Tests.Browser;

/// <summary>What the people of a story read and write, in their language.</summary>
internal sealed class StoryTexts(string language)
{
    private static readonly ResourceManager[] Sources = [new(typeof(TicketsText)), new(typeof(KernelText)), new(typeof(PeopleText)), new(typeof(AccessText))];

    private readonly CultureInfo culture = CultureInfo.GetCultureInfo(language);

    /// <summary>As it is shown, without the dots of a button that opens a form.</summary>
    public string this[string key] => (Sources.Select(s => s.GetString(key, culture)).FirstOrDefault(t => t is not null)
        ?? throw new KeyNotFoundException(key)).TrimEnd('…');

    public string Title => In("Imprimante de l’atelier en panne", "Workshop printer is down");
    public string Description => In("Plus rien ne sort depuis ce matin, voyant rouge.", "Nothing has come out since this morning, red light.");
    public string Solution => In("Tambour remplacé, page de test correcte.", "Drum replaced, test page is fine.");
    public string Thanks => In("Merci, rapide !", "Thank you, that was quick!");
    public string Team => In("Support atelier", "Workshop support");
    public string Category => In("Imprimantes", "Printers");
    public string Structure => In("Atelier", "Workshop");

    public string Format(string key, params object[] arguments) => string.Format(culture, this[key], arguments);

    private string In(string french, string english) => language == "fr" ? french : english;
}
