using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Mail.Api;
using OpsFlux.Kernel.Mail.Attachments;
using OpsFlux.Kernel.Mail.Composing;
using OpsFlux.Kernel.Mail.Purging;
using OpsFlux.Kernel.Mail.Refused;
using OpsFlux.Kernel.Mail.Sending;
using OpsFlux.Kernel.Mail.Templates;
using OpsFlux.Kernel.Modules;

namespace OpsFlux.Kernel.Mail;

internal static class MailDeclaration
{
    /// <summary>Outgoing mail: its page, its rights, its services, and the end of what is old.</summary>
    public static ModuleBuilder AddMail(this ModuleBuilder module) => module
        .Texts<MailText>()
        .Permission(MailPermissions.View, (BuiltInRoles.Auditor, Scope.All))
        .Permission(MailPermissions.Manage)
        .Admin("/admin/mail", "Mails.Title", "inbox", MailPermissions.View, order: 60)
        .Admin("/admin/mail/templates", "MailTemplates.Title", "image", MailPermissions.View, order: 61)
        .Texts<MailTemplatesText>()
        .Setting(PurgeMails.Days)
        .Endpoints(MailFileEndpoint.Map)
        .Api(MailsApi.Map)
        .Job<PurgeMails>("kernel.purge-mails", "0 40 2 * * ?")
        .Services(services => services
            .AddSingleton(s => MailSettings.Read(s.GetRequiredService<IConfiguration>()))
            .AddSingleton<MailSender>()
            .AddScoped<MailQueue>()
            .AddScoped<MailPause>()
            .AddScoped<MailAdministrators>()
            .AddScoped<MailAlert>()
            .AddScoped<MailFailures>()
            .AddScoped<MailContents>()
            .AddScoped<RefusedAddresses>()
            .AddScoped<MailSending>()
            .AddScoped<MailComposer>()
            .AddScoped<SampleMails>()
            .AddScoped<NotificationMails>());
}
