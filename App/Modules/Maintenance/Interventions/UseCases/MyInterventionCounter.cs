using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Modules;
using OpsFlux.Modules.Maintenance.Interventions.Data;
using OpsFlux.Modules.Maintenance.Interventions.Domain;

namespace OpsFlux.Modules.Maintenance.Interventions.UseCases;

/// <summary>The number beside 'Interventions' in the rail: that of the tab 'mine', by the same count.</summary>
public sealed class MyInterventionCounter(ListInterventions list) : IMenuCounter
{
    public async Task<int> CountAsync(CancellationToken ct) => (await list.CountAsync([new() { View = InterventionView.Mine, OnlyOpen = true }], ct))[0];

    public IEnumerable<string> Topics(Guid userId) => [LiveTopic.Person(Intervention.RecordKind, userId)];
}
