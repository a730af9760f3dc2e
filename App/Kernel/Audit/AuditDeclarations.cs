using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit.Alerts;
using OpsFlux.Kernel.Audit.Denied;
using OpsFlux.Kernel.Audit.Api;
using OpsFlux.Kernel.Audit.Partitions;
using OpsFlux.Kernel.Audit.Reading;
using OpsFlux.Kernel.Audit.Sealing;
using OpsFlux.Kernel.Audit.Verifying;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Audit;

/// <summary>Marks the texts of the log.</summary>
public sealed class AuditText;

internal static class AuditDeclarations
{
    public static ModuleBuilder AddAudit(this ModuleBuilder module) => module
        .Texts<AuditText>()
        .Services(services => services.AddScoped<AuditAlert>().AddSingleton<DenialThrottle>())
        .Permission(AuditPermissions.View, (BuiltInRoles.Auditor, Scope.All))
        .Permission(AuditPermissions.Export, (BuiltInRoles.Auditor, Scope.All))
        .Permission(AuditPermissions.Erase)
        .Setting(KeepAuditMonths.Months)
        .Job<SealAuditJob>("audit.seal", "0 0/5 * * * ?")
        .Job<WatchAuditJob>("audit.watch", "30 * * * * ?")
        .Job<KeepAuditMonths>("audit.months", "0 40 1 * * ?")
        .Job<VerifyAuditJob>("audit.verify", "0 10 3 ? * SUN")
        .Admin("/admin/audit", "Audit.Title", "shield", AuditPermissions.View, order: 90)
        .Endpoints(AuditExport.Map)
        .Api(AuditApi.Map);
}
