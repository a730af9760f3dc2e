using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Notifications.Push.Encryption;
using OpsFlux.Kernel.Notifications.Push.Sending;
using OpsFlux.Kernel.Outgoing;

namespace OpsFlux.Kernel.Notifications.Push;

/// <summary>Marks the texts of push.</summary>
public sealed class PushText;

internal static class PushDeclaration
{
    /// <summary>Notifications on devices where OpsFlux is not open (web push), and the guarded requests that carry them.</summary>
    public static ModuleBuilder AddPush(this ModuleBuilder module) => module
        .Texts<PushText>()
        .Profile("/profile/push", "Push.Title", order: 26)
        .Services(services => services
            .AddOutgoingHttp()
            .AddSingleton(s => PushSettings.Read(s.GetRequiredService<IConfiguration>()))
            .AddSingleton<PushKeys>()
            .AddSingleton<PushSecrets>()
            .AddScoped<PushSender>()
            .AddSingleton<IAccountReferences, PushReferences>());
}
