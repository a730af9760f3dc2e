namespace OpsFlux.Kernel.Data.Postgres;

/// <summary>How a process uses the private cluster.</summary>
public enum ClusterMode
{
    /// <summary>The web application: one at a time on a data folder.</summary>
    Serve,

    /// <summary>A command beside it (migrate, seed, export) or a test run: joins a running cluster, else runs it meanwhile.</summary>
    Verb,
}

/// <summary>What a private cluster is started with.</summary>
public sealed record PostgresClusterOptions
{
    /// <summary>The data folder; the cluster lives in its <c>postgres</c> subfolder.</summary>
    public required string Folder { get; init; }

    /// <summary>Folder of <c>initdb</c> and <c>postgres</c>; null looks where they are usually installed.</summary>
    public string? Bin { get; init; }

    /// <summary>False gives up crash safety for speed: for tests, whose data nobody will miss.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Serve alone, or join.</summary>
    public ClusterMode Mode { get; init; } = ClusterMode.Serve;
}
