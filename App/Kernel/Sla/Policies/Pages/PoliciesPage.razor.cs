using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.Policies.Pages;

/// <summary>What was agreed on how long things may take, and which agreement would count for a record.</summary>
public sealed partial class PoliciesPage(ListPolicies read, ModuleCatalog catalog)
{
    private PolicyList? list;
    private IReadOnlyList<ClockedKind> kinds = [];
    private bool mayManage;

    protected override Task OnInitializedAsync()
    {
        (mayManage, kinds) = (User.CanEverywhere(SlaPermissions.Manage), catalog.ClockedKinds);
        return LoadAsync(async () =>
        {
            var result = await read.RunAsync(Gone);
            (list, refusal) = (result.Value, result.Refusal);
        });
    }

    private IEnumerable<string> ConditionsOf(PolicyLine line) => line.Definition.Conditions.Count == 0 || catalog.ClockedKind(line.Policy.RecordKind) is not { } kind
        ? [Texts["SlaPolicy.AsksNothing"]] : Texts.ConditionsOf(kind, line.Definition, list!.Names);   // the line is one of the list's
}
