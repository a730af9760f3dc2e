namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>Templates speak to anybody in the organisation's name: for administrators.</summary>
public static class TemplatePermissions
{
    public const string Manage = "notifications.manage.template";
}
