using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation.Merging;
using OpsFlux.Modules.Assets.Api;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Modules.Assets.Demo;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.Import;
using OpsFlux.Modules.Assets.Lists;
using OpsFlux.Modules.Assets.Meters;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Assets.Reports;
using OpsFlux.Modules.Assets.Search;
using OpsFlux.Modules.Assets.Warranty;
using OpsFlux.Shared.Assets;
using static OpsFlux.Kernel.Access.BuiltInRoles;
using static OpsFlux.Kernel.Access.Scope;

namespace OpsFlux.Modules.Assets;

/// <summary>Equipment: what there is, where it stands, and whether it works.</summary>
public sealed class AssetsModule : IModule
{
    public string Code => "assets";

    public void Describe(ModuleBuilder module) => module
        .Texts<AssetsText>()
        .Permission(AssetPermissions.View, (Manager, Structure), (Technician, Structure), (Client, Structure), (HseManager, Structure), (Auditor, All))
        .Permission(AssetPermissions.Manage, (Manager, Structure))
        .Permission(AssetPermissions.Operate, (Manager, Structure), (Technician, Structure))
        .Permission(AssetPermissions.Export, (Manager, Structure), (Auditor, All))
        .Permission(AssetPermissions.Delete)
        .Permission(AssetPermissions.Configure)
        .AddImports()
        .Menu("/equipment", "Equipment.Menu", "wrench", AssetPermissions.View, order: 20)
        .Create("/equipment/new", "Equipment.New", AssetPermissions.Manage)
        .Admin("/admin/equipment-types", "EquipmentTypes.Title", "wrench", AssetPermissions.Configure, order: 160)
        .List<EquipmentListKind>()
        .Search<EquipmentSearch>()
        .Endpoints(EquipmentExport.Map)
        .Api(EquipmentApi.Map)
        .Demo<AssetsDemo>()
        .Records<EquipmentRecords>()
        .Workflow(OperatingWorkflow.Instance)
        .Job<WarnOfWarranties>(WarnOfWarranties.Code, "0 35 0 * * ?")
        .News(TellAboutWarranty.Ending)
        .On<WarrantyEnding, TellAboutWarranty>()
        .Services(services => services.AddSingleton<IAccountReferences, AssetReferences>())
        .AddReference<Kernel.Organisation.Structure, Equipment>(nameof(Equipment.StructureId))
        .AddReference<Kernel.Organisation.Site, Equipment>(nameof(Equipment.SiteId));

    /// <summary>Where equipment names people.</summary>
    private sealed class AssetReferences : IAccountReferences
    {
        public void Describe(AccountReferences references) => references
            .Person<MeterReading>(r => r.ReadBy).Held("assets.readings")
            .PersonStays<Equipment>(e => e.CreatedBy, e => e.UpdatedBy, e => e.DeletedBy);   // stand in the timeline and in the audit log, which are held
    }
}

/// <summary>Marks the module's texts.</summary>
public sealed class AssetsText;
