using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Modules.Maintenance.Clients;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Contracts.Scales;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Modules.Maintenance.Technicians;

namespace OpsFlux.Modules.Maintenance;

/// <summary>Where maintenance names people, and what of it is held on them.</summary>
internal sealed class MaintenanceReferences : IAccountReferences
{
    public void Describe(AccountReferences references) => references
        .Person<Intervention>(i => i.RequesterId).Held("maintenance.requested")
        .Person<Intervention>(i => i.LeadId).Held("maintenance.led")
        .Person<InterventionTime>(t => t.PersonId).Held("maintenance.time")
        .Person<InterventionPart>(p => p.AddedBy).Held("maintenance.parts")
        .Person<InterventionCheck>(c => c.DoneBy).Held("maintenance.checks")
        .PersonOnce<Technician>(t => t.UserId).Held("maintenance.technician")
        .Person<ClientContact>(c => c.UserId).Held("maintenance.contact")
        .PersonStays<ConsumptionLine>(l => l.PersonId).Held("maintenance.consumption")   // what was counted is never written again, not even for a merge
        .PersonStays<ConsumptionLine>(l => l.CreatedBy)
        .PersonStays<ContractPot>(p => p.CreatedBy)
        .PersonStays<ContractScaleVersion>(v => v.CreatedBy)
        .PersonStays<Intervention>(i => i.CreatedBy, i => i.UpdatedBy, i => i.DeletedBy)   // stand in the timeline and in the audit log, which are held
        .PersonStays<Technician>(t => t.CreatedBy, t => t.UpdatedBy, t => t.DeletedBy)
        .PersonStays<Client>(c => c.CreatedBy, c => c.UpdatedBy, c => c.DeletedBy)
        .PersonStays<Contract>(c => c.CreatedBy, c => c.UpdatedBy, c => c.DeletedBy);
}
