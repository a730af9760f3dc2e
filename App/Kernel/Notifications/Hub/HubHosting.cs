using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using OpsFlux.Kernel.Api;

namespace OpsFlux.Kernel.Notifications.Hub;

/// <summary>What the web application needs for the hub.</summary>
internal static class HubHosting
{
    private const int LongestMessage = 4096;

    public static void AddNotificationHub(this IServiceCollection services)
    {
        services.AddSignalR().AddHubOptions<NotificationHub>(o =>
        {
            o.SupportedProtocols = ["json"];
            o.MaximumReceiveMessageSize = LongestMessage;
            o.AddFilter<HubGate>();
        }).AddJsonProtocol(o => o.PayloadSerializerOptions = ApiJson.Configure(new(JsonSerializerDefaults.Web)));
        services.AddSingleton<IHttpContextFactory, HubTokens>();
        services.AddSingleton<HubGate>();
        services.AddSingleton<NewsFeeds>();
        services.AddScoped<NewsReading>();
        services.AddHostedService<HubGuard>();
    }
}
