namespace OpsFlux.Kernel.Hosting.Verbs;

/// <summary>
/// One thing an operator asks of the program on the command line. Found by type; its texts are the resources
/// <c>Verb.{Name}</c> (one line of help) and its own.
/// </summary>
public interface IVerb
{
    /// <summary>What is typed: lower case, one word.</summary>
    string Name { get; }

    /// <summary>Answers the exit code: 0 done, 1 could not be done, 2 the arguments are wrong.</summary>
    Task<int> RunAsync(VerbContext context, CancellationToken ct);
}
