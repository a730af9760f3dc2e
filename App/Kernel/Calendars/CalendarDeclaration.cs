using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Merging;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Calendars;

/// <summary>Marks the texts of calendars.</summary>
public sealed class CalendarText;

internal static class CalendarDeclaration
{
    /// <summary>When work is done: calendars, public holidays, and who works by which.</summary>
    public static ModuleBuilder AddCalendars(this ModuleBuilder module) => module
        .Texts<CalendarText>()
        .Permission(CalendarPermissions.View, (BuiltInRoles.Manager, Scope.Structure), (BuiltInRoles.Auditor, Scope.All))
        .Permission(CalendarPermissions.Manage)
        .AddOnlyReference<Structure, CalendarChoice>(nameof(CalendarChoice.StructureId))
        .Admin("/admin/calendars", "Calendars.Title", "clock", CalendarPermissions.View, order: 40);
}
