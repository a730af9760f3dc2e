using System.Linq.Expressions;
using OpsFlux.Kernel.Records;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts;

/// <summary>What was agreed with a client for a time: belongs to the client's structure.</summary>
public sealed partial class Contract : BusinessRecord, IOwnedRecord<Contract>
{
    public const string RecordKind = "contract";

    public override string Kind => RecordKind;

    /// <summary>The number the parties know it by; unique.</summary>
    public required string Reference { get; set; }
    public required string Name { get; set; }
    public ContractType Type { get; set; }
    public ContractState State { get; set; } = ContractState.Draft;
    public DateOnly StartsOn { get; set; }

    /// <summary>Last day it holds.</summary>
    public DateOnly EndsOn { get; set; }

    /// <summary>In <see cref="Currency"/>.</summary>
    public decimal? YearlyAmount { get; set; }
    public decimal? MonthlyAmount { get; set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; set; } = "MAD";

    /// <summary>Null: not counted.</summary>
    public int? IncludedInterventions { get; set; }

    /// <summary>Null: not counted.</summary>
    public int? IncludedMinutes { get; set; }
    /// <summary>Of a contract whose scale counts points; null: not counted.</summary>
    public decimal? IncludedPoints { get; set; }

    /// <summary>What happens where the pots do not suffice.</summary>
    public OverrunPolicy Overrun { get; set; } = OverrunPolicy.Quote;

    /// <summary>Of what is granted: how far below zero an allowed overrun may go.</summary>
    public int TolerancePercent { get; set; }

    /// <summary>What time is counted by; null: minutes count as they pass.</summary>
    public Guid? ScaleId { get; set; }
    public bool RenewsByItself { get; set; }

    /// <summary>Days before the end by which either party has to say that it ends.</summary>
    public int? NoticeDays { get; set; }
    public string? Terms { get; set; }

    /// <summary>First day of its first term, once it was renewed.</summary>
    public DateOnly? FirstStartsOn { get; private set; }

    /// <summary>Last day on which work counts, of a contract that was terminated.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>Nobody owns a contract in person: the client's people reach it by their structure.</summary>
    public static Expression<Func<Contract, bool>> OwnedBy(Guid userId) => c => false;
}

/// <summary>Equipment that a contract covers. A contract that names none covers all of its sites; one that names no site either, all of its client.</summary>
public sealed class ContractEquipment
{
    public required Guid ContractId { get; init; }
    public required Guid EquipmentId { get; init; }
}

/// <summary>A site that a contract covers.</summary>
public sealed class ContractSite
{
    public required Guid ContractId { get; init; }
    public required Guid SiteId { get; init; }
}
