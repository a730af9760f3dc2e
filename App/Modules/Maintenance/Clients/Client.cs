using System.Linq.Expressions;
using OpsFlux.Kernel.Records;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Clients;

/// <summary>What is known of a client beside its structure, which owns its people, sites and equipment: one each.</summary>
public sealed class Client : BusinessRecord, IOwnedRecord<Client>
{
    public const string RecordKind = "client";

    public override string Kind => RecordKind;

    /// <summary>As the structure is called; kept here because lists are sorted by it.</summary>
    public required string Name { get; set; }
    public ClientStatus Status { get; set; } = ClientStatus.Active;

    /// <summary>What it does, such as food processing.</summary>
    public string? Sector { get; set; }
    public string? Address { get; set; }
    public string? City { get; set; }

    /// <summary>E.164.</summary>
    public string? Phone { get; set; }

    /// <summary>"fr" or "en": of what is written to it.</summary>
    public string Language { get; set; } = "fr";

    /// <summary>Since when it is a client of ours.</summary>
    public DateOnly? Since { get; set; }

    /// <summary>Nobody owns a client in person: its people reach it by their structure.</summary>
    public static Expression<Func<Client, bool>> OwnedBy(Guid userId) => c => false;
}

/// <summary>Somebody to talk to at a client; needs no account.</summary>
public sealed class ClientContact : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClientId { get; init; }
    public required string Name { get; set; }
    public string? Role { get; set; }
    public string? Email { get; set; }

    /// <summary>E.164.</summary>
    public string? Phone { get; set; }

    /// <summary>His account, where he has one.</summary>
    public Guid? UserId { get; set; }

    /// <summary>The first to talk to: one a client.</summary>
    public bool IsMain { get; set; }

    /// <summary>Reports of interventions are mailed to him, where he has an address.</summary>
    public bool ReceivesReports { get; set; } = true;
    public long Version { get; set; } = 1;
}
