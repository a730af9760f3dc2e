using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Sla.Clocks;

namespace OpsFlux.Kernel.Sla.Policies.Pages;

/// <summary>Answers with every choice, which agreement would count.</summary>
public sealed partial class PolicyTester(TryPolicies use)
{
    private readonly Dictionary<string, string> values = [];
    private TriedPolicies? tried;

    [Parameter, EditorRequired] public ClockedKind Kind { get; set; } = null!; // EditorRequired

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    private Task ChooseAsync(Facet facet, string? value)
    {
        if (!string.IsNullOrEmpty(value)) values[facet.Code] = value;
        else if (!values.Remove(facet.Code)) return Task.CompletedTask;   // while one types, nothing is chosen yet
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var read = await use.RunAsync(Kind.RecordKind, values, Gone);
        (tried, refusal) = (read.Value, read.Refusal);
    }

    private string WhyOf(FittingPolicy policy) => policy.Asked.Count == 0
        ? Texts["SlaTest.AsksNothing"]
        : Texts.Format("SlaTest.Asks", string.Join(", ", policy.Asked.Select(a => Texts.Format(
            "SlaPolicy.Asks", Texts[$"SlaFacet.{a.Facet}"], Texts.FacetValueOf(Kind.Facets.FirstOrDefault(f => f.Code == a.Facet), a.Value, tried!.Names)))));   // shown with what was read
}
