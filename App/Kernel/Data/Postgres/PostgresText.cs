using System.Globalization;
using System.Resources;

namespace OpsFlux.Kernel.Data.Postgres;

/// <summary>Sentences for operators, keyed by the code of <see cref="StartupProblem"/>.</summary>
public sealed class PostgresText
{
    /// <summary>Read without dependency injection: these sentences are needed when the host could not be built.</summary>
    private static readonly ResourceManager Texts = new(typeof(PostgresText));

    private PostgresText() { }

    internal static string Sentence(CultureInfo culture, string code, object[] args) =>
        string.Format(culture, Texts.GetString(code, culture) ?? code, args);
}
