using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OpsFlux.Kernel.Data.Postgres;

/// <summary>What an operator has to put right before the application can start: told in one sentence, without a stack trace.</summary>
/// <param name="code">Key of the sentence in <see cref="PostgresText"/>.</param>
/// <param name="args">Facts for the sentence; never a password.</param>
[SuppressMessage("Naming", "CA1710", Justification = "Named for what the operator has; it is thrown only to reach the terminal.")]
public sealed class StartupProblem(string code, params object[] args) : Exception
{
    /// <summary>What the process returns after telling one.</summary>
    public const int ExitCode = 1;

    /// <summary>Stable name of the case.</summary>
    public string Code { get; } = code;

    /// <summary>The sentence in the terminal's language.</summary>
    public override string Message => In(ConsoleLanguage.Culture);

    /// <summary>The sentence in a given language.</summary>
    public string In(CultureInfo culture) => PostgresText.Sentence(culture, Code, args);
}
