using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Privacy.Exporting;
using OpsFlux.Kernel.Privacy.Retention;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Privacy;

internal static class PrivacyDeclaration
{
    /// <summary>What is held on people: their export, their anonymisation, and how long records are kept.</summary>
    public static ModuleBuilder AddPrivacy(this ModuleBuilder module) => module
        .Texts<PrivacyText>()
        .Services(services => services.AddScoped<PersonalRows>().AddScoped<EraseRecords>())
        .Admin("/admin/privacy", "Privacy.Title", "shield", UserPermissions.ExportPersonalData, order: 60)
        .Admin("/admin/retention", "Retention.Title", "clock", UserPermissions.ManageRetention, order: 70)
        .Profile("/profile/privacy", "Privacy.Mine", order: 90)
        .Job<ApplyRetention>("privacy.retention", "0 20 2 * * ?")
        .Endpoints(ExportEndpoint.Map);
}
