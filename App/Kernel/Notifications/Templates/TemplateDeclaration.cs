using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Notifications.Templates;

internal static class TemplateDeclaration
{
    /// <summary>Notifications in the organisation's own words.</summary>
    public static ModuleBuilder AddTemplates(this ModuleBuilder module) => module
        .Texts<TemplateText>()
        .Permission(TemplatePermissions.Manage)
        .TemplateField(TemplateField.OfRecords)
        .Words<TemplateNames>()
        .Admin("/admin/notifications/templates", "Templates.Title", "comment", TemplatePermissions.Manage, order: 62)
        .Services(services => services.AddScoped<TemplateNews>());
}
