using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit.Alerts;
using OpsFlux.Kernel.Mail.Sending;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Notifications.Api;
using OpsFlux.Kernel.Notifications.Channels;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Hub;
using OpsFlux.Kernel.Notifications.Notifying;
using OpsFlux.Kernel.Notifications.Pages;
using OpsFlux.Kernel.Notifications.Templates;
using OpsFlux.Kernel.Privacy;
using OpsFlux.Kernel.Sla.Steps;

namespace OpsFlux.Kernel.Notifications;

internal static class NotificationDeclaration
{
    /// <summary>Telling people: what, by which channels, and what became of it.</summary>
    public static ModuleBuilder AddNotifications(this ModuleBuilder module) => module
        .Texts<NotificationText>()
        .News(AuditAlert.Kind, SlaNews.Step)
        .News(MailNews.All)
        .Texts<NotificationPagesText>()
        .Permission(NotificationPermissions.ManagePolicy)
        .Permission(NotificationPermissions.ViewLog, (BuiltInRoles.Auditor, Scope.All))
        .Profile("/profile/notifications", "NotificationPreferences.Tab", order: 25)
        .Admin("/admin/notifications", "NotificationPolicy.Title", "bell", NotificationPermissions.ManagePolicy, order: 62)
        .Admin("/admin/notifications/log", "Deliveries.Title", "list", NotificationPermissions.ViewLog, order: 63)
        .Setting(NewsBook.WindowMinutes)
        .Setting(LogChannel.IsWanted)
        .Setting(PurgeNotifications.Days)
        .Job<PurgeNotifications>("kernel.purge-notifications", "0 25 3 * * ?")
        .AddWritten<Notification>(nameof(Notification.Excerpt))
        .AddTemplates()
        .Api(NotificationsApi.Map)
        .Endpoints(NotificationHub.Map)
        .Services(services => services
            .AddScoped<NewsWriting>()
            .AddScoped<Keepers>()
            .AddScoped<Notifier>()
            .AddScoped<Recipients>()
            .AddScoped<NewsBook>()
            .AddScoped<ChannelOffer>()
            .AddScoped<INotificationChannel, InAppChannel>()
            .AddScoped<INotificationChannel, MailChannel>()
            .AddScoped<INotificationChannel, LogChannel>()
            .AddScoped<INotificationChannel, PushChannel>()
            .AddScoped<INotificationChannel, SmsChannel>()
            .AddScoped<NewsWording>()
            .AddScoped<DeliverDue>()
            .AddSingleton<DeliveryLoop>()
            .AddSingleton<LeavingLoop>());
}
