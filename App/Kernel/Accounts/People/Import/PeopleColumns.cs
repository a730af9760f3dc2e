using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace OpsFlux.Kernel.Accounts.People.Import;

/// <summary>Columns of a file of people, and how such files call them.</summary>
public static class PeopleColumns
{
    public const string Name = "name", UserName = "user_name", Email = "email", Structure = "structure", Role = "role", Group = "group",
        Language = "language", Active = "active", ExternalId = "external_id";

    /// <summary>In the order of the page. The name alone is required.</summary>
    public static readonly IReadOnlyList<string> All = [Name, UserName, Email, Structure, Role, Group, Language, Active, ExternalId];

    /// <summary>Headers in French and English, without accents, spaces and signs.</summary>
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string[]>
    {
        [Name] = ["name", "nom", "nomcomplet", "nomaffiche", "displayname", "fullname", "personne", "person", "nometprenom", "prenometnom", "prenomnom"],
        [UserName] = ["username", "nomdutilisateur", "nomutilisateur", "identifiant", "login", "utilisateur", "user", "samaccountname"],
        [Email] = ["email", "mail", "courriel", "adresseemail", "adressemail", "emailaddress", "adressedecourriel"],
        [Structure] = ["structure", "codestructure", "structurecode", "entite", "entity", "service", "departement", "department", "site"],
        [Role] = ["role", "roles", "profil", "profile", "coderole", "rolecode"],
        [Group] = ["group", "groups", "groupe", "groupes", "equipe", "equipes", "team", "teams"],
        [Language] = ["language", "langue", "lang", "locale"],
        [Active] = ["active", "actif", "active1", "isactive", "enabled", "estactif", "activee"],
        [ExternalId] = ["externalid", "idexterne", "matricule", "id", "employeeid", "numero", "employeenumber", "identifiantexterne"],
    }.SelectMany(c => c.Value.Select(header => (header, c.Key))).ToFrozenDictionary(c => c.header, c => c.Key);

    /// <summary>The column that a header names; the header itself where it names none.</summary>
    public static string Of(string header) => Known.GetValueOrDefault(Plain(header), header);

    private static string Plain(string header)
    {
        var whole = string.Concat(header.EnumerateRunes());   // half a surrogate pair cannot be normalized
        var kept = whole.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && char.IsLetterOrDigit(c));
        return string.Concat(kept).ToLowerInvariant();
    }
}
