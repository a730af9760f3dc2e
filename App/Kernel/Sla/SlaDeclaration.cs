using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Privacy;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.OnCall;
using OpsFlux.Kernel.Sla.Sweep;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla;

/// <summary>Marks the texts of clocks and agreements.</summary>
public sealed class SlaText;

internal static class SlaDeclaration
{
    /// <summary>How long things may take: agreements, the clocks of records, and what happens as time runs out.</summary>
    public static ModuleBuilder AddSla(this ModuleBuilder module) => module
        .Texts<SlaText>()
        .Permission(SlaPermissions.View, (BuiltInRoles.Manager, Scope.Structure), (BuiltInRoles.Auditor, Scope.All))
        .Permission(SlaPermissions.Manage)
        .Permission(SlaPermissions.Judge, (BuiltInRoles.Manager, Scope.Structure))
        .Admin("/admin/sla/recompute", "Recompute.Title", "clock", SlaPermissions.Manage, order: 48)
        .Services(services => services.AddScoped<StepTaking>().AddScoped<IStepAction, RaisePriorityAction>())
        .AddPersonal<OnCallMember>(nameof(OnCallMember.UserId), "oncall")
        .AddPersonal<OnCallReplacement>(nameof(OnCallReplacement.UserId), "oncall.replacements")
        .AddImpersonal<SlaClock>(nameof(SlaClock.JustifiedBy), "who explained a delay stands in the audit log, which is part of the export");
}
