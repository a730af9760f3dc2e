using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Web.Pages;

/// <summary>What this person may administer; who may nothing is told so.</summary>
public sealed partial class AdministrationPage(ModuleCatalog catalog)
{
    private IReadOnlyList<AdminPage> pages = [];

    protected override void OnInitialized() => pages = [.. catalog.AdminPages.Where(p => User.Can(p.Permission))];
}
