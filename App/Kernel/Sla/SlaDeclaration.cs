using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Sla.Steps;
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
        .Services(services => services.AddScoped<StepTaking>().AddScoped<IStepAction, RaisePriorityAction>().AddScoped<IStepAction, ReassignAction>())
        .On<ClockStepReached, TellOfStep>()
        .Admin("/admin/sla", "SlaPolicy.Title", "check", SlaPermissions.View, order: 42)
        .Admin("/admin/on-call", "OnCall.Title", "bell", SlaPermissions.View, order: 44)
        .Admin("/admin/sla/recompute", "Recompute.Title", "clock", SlaPermissions.Manage, order: 48);
}
