using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Api.Keys;

/// <summary>A long-lived key by which another system acts as a person, with no more than chosen permissions of his.</summary>
public sealed class ApiKey : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public required string Name { get; set; }

    /// <summary>The first characters of the key, by which a person tells his keys apart.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the whole key.</summary>
    [Secret]
    public required byte[] Hash { get; init; }

    /// <summary>Permission codes; the person's own reach of each counts at the moment of use.</summary>
    public required List<string> Permissions { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public Guid CreatedBy { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
    public long Version { get; set; } = 1;
}

/// <summary>When and whence a key was last used, beside it: using one is no change to it.</summary>
public sealed class ApiKeyUse : INotAudited
{
    public required Guid KeyId { get; init; }
    public DateTimeOffset At { get; set; }
    public string? IpAddress { get; set; }
}
