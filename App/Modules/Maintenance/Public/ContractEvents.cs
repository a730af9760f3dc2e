using OpsFlux.Kernel.Events;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Public;

/// <summary>So much of what a contract grants is used.</summary>
[EventName("maintenance.contract.used")]
public sealed record ContractUsed(Guid ContractId, ContractUnit Unit, int Percent) : IEvent;

/// <summary>It comes to its end.</summary>
/// <param name="IsNotice">What approaches is the day by which notice has to be given.</param>
[EventName("maintenance.contract.ending")]
public sealed record ContractEnding(Guid ContractId, DateOnly On, int Days, bool IsNotice) : IEvent;

[EventName("maintenance.contract.moved")]
public sealed record ContractMoved(Guid ContractId, ContractState From, ContractState To, ContractTrigger Trigger) : IEvent;
