using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Sms.Numbers;

namespace OpsFlux.Kernel.Sms;

internal static class SmsDeclaration
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    /// <summary>Text messages by the gateway of the configuration, and people's mobile numbers; off without one.</summary>
    public static ModuleBuilder AddSms(this ModuleBuilder module) => module
        .Texts<SmsText>()
        .Permission(SmsPermissions.ManageGateway)
        .Setting(RequestPhoneCode.Country)
        .Setting(SmsFactor.Allowed)
        .Job<PurgeSmsCodes>("sms.purge-codes", "0 55 2 * * ?")
        .Admin("/admin/sms", "Sms.Title", "comment", SmsPermissions.ManageGateway, order: 62)
        .Services(services => services
            .AddSingleton(s => SmsSettings.Read(s.GetRequiredService<IConfiguration>()))
            .AddSingleton<SmsTally>()
            .AddSingleton<SmsGateway>()
            .AddSingleton<SmsCodes>()
            .AddScoped<SmsLetters>()
            .AddSingleton<IAccountReferences, SmsReferences>()
            .AddGatewayClient());

    /// <summary>Certificates are checked as the system checks them. Nothing of a request is logged: an address may hold a key, too.</summary>
    private static IServiceCollection AddGatewayClient(this IServiceCollection services)
    {
        services.AddHttpClient(SmsGateway.Client).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = ConnectPatience });
        return services;
    }
}
