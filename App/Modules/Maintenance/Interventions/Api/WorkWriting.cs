using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Modules.Maintenance.Interventions.Work.Costs;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Api;

/// <summary>What was done on the spot in the words of the API.</summary>
internal static class WorkWriting
{
    public static InterventionTimeItem Describe(WorkedLine line) => new()
    {
        Id = line.Id, Person = new(line.PersonId, line.Person), From = line.From, Until = line.Until, TravelZone = line.TravelZone, TravelKilometres = line.TravelKilometres,
        TravelMinutes = line.TravelMinutes, Note = line.Note,
    };

    public static InterventionPartItem Describe(PartLine line) => new() { Id = line.Id, Name = line.Name, Reference = line.Reference, Quantity = line.Quantity, UnitPrice = line.UnitPrice };

    public static InterventionCostItem? Describe(InterventionCosts? costs) => costs is null ? null : new()
    {
        Labour = costs.Labour, Way = costs.Way, Parts = costs.Parts, Total = costs.Total, UnknownRates = costs.UnknownRates, UnknownPrices = costs.UnknownPrices,
    };
}
