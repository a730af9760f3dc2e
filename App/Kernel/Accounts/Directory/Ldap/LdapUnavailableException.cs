namespace OpsFlux.Kernel.Accounts.Directory.Ldap;

/// <summary>What keeps the directory from answering us. Each has a sentence and a remedy: <c>Directory.Problem.{name}</c>.</summary>
public enum DirectoryProblem
{
    /// <summary>No server there, or it went away.</summary>
    Unreachable,

    /// <summary>A server that does not answer in time.</summary>
    Silent,
    Certificate,

    /// <summary>It will not speak encrypted.</summary>
    NoTls,

    /// <summary>It refuses our own account, by which we search.</summary>
    Account,

    /// <summary>No such base to search in.</summary>
    Base,

    /// <summary>More than it gives out at once.</summary>
    TooMany,

    /// <summary>An answer that is none.</summary>
    Answer,
}

/// <summary>The directory could not be asked. Caught at the doors, where it becomes a sentence, and by what retries.</summary>
public sealed class LdapUnavailableException(DirectoryProblem problem, string answer, Exception? cause = null) : Exception(answer, cause)
{
    public DirectoryProblem Problem => problem;
}
