using OpsFlux.Kernel.Access;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.OnCall.Pages;

/// <summary>Rotas, and who is on call at this moment.</summary>
public sealed partial class RotasPage(ListRotas list)
{
    private IReadOnlyList<RotaLine>? rotas;
    private bool mayManage;

    protected override Task OnInitializedAsync()
    {
        mayManage = User.CanEverywhere(SlaPermissions.Manage);
        return LoadAsync(async () =>
        {
            var read = await list.RunAsync(Gone);
            (rotas, refusal) = (read.Value, read.Refusal);
        });
    }
}
