using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Mail.Sending;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Organisation.Identity;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Sweep;

namespace OpsFlux.Kernel.Hosting;

/// <summary>What pages, jobs and verbs share: data, access, events, texts, and every use case found by type.</summary>
public static class KernelServices
{
    public static IServiceCollection AddKernel(this IServiceCollection services, DatabaseConnections connections, ModuleCatalog catalog)
    {
        services.AddSingleton(connections);
        services.AddSingleton(catalog);
        services.AddSingleton(TimeProvider.System);
        services.AddData();
        services.AddSingleton<AccessCache>();
        services.AddSingleton<Accounts.Sessions.SessionBook>();
        services.AddScoped<CurrentUser>();
        services.AddScoped<ICurrentUser>(s => s.GetRequiredService<CurrentUser>());
        services.AddSingleton<Signals>();
        services.AddSingleton<LiveUpdates>();
        services.AddSingleton<EventDispatcher>();
        services.AddSingleton<StepSweep>();
        services.AddScoped<EventDelivering>();
        services.AddScoped<Records.RecordKinds>();
        services.AddScoped<Search.PaletteCommands>();
        services.AddScoped<MenuEntries>();
        services.AddLocalization();
        services.AddSingleton<TextCatalog>();
        services.AddSingleton<OrganisationCache>();
        services.AddSingleton<OwnWords>();
        services.AddSingleton<OwnWordsChange>();
        services.AddScoped<ReaderZone>();
        services.AddUseCases();
        catalog.AddServices(services);
        return services;
    }

    /// <summary>The loops of a serving instance. Verbs and tests call the work itself instead.</summary>
    public static IServiceCollection AddBackgroundWork(this IServiceCollection services) => services
        .AddHostedService<OrganisationFeed>()   // before what it listens to
        .AddHostedService<SignalListener>()
        .AddHostedService(s => s.GetRequiredService<EventDispatcher>())
        .AddHostedService<LiveFeed>()
        .AddHostedService(s => s.GetRequiredService<MailSender>())
        .AddHostedService(s => s.GetRequiredService<DeliveryLoop>())
        .AddHostedService(s => s.GetRequiredService<LeavingLoop>())
        .AddHostedService(s => s.GetRequiredService<StepSweep>())
        .AddHostedService<OwnWordsFeed>();

    private static void AddData(this IServiceCollection services)
    {
        services.AddSingleton(s => NpgsqlDataSource.Create(s.GetRequiredService<DatabaseConnections>().Application));

        // Scoped, so that a context knows who acts; each use case still makes and disposes its own.
        services.AddDbContextFactory<AppDbContext>((s, options) => Configure(options, s.GetRequiredService<NpgsqlDataSource>()), ServiceLifetime.Scoped);
    }

    internal static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource source) => options
        .UseNpgsql(source, npgsql => npgsql
            .MigrationsHistoryTable("migrations_history", "kernel")
            .ExecutionStrategy(dependencies => new ReadRetryStrategy(dependencies)))
        .ConfigureWarnings(warnings => warnings.Throw(RelationalEventId.MultipleCollectionIncludeWarning));

    private static void AddUseCases(this IServiceCollection services)
    {
        foreach (var type in typeof(KernelServices).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IUseCase))))
            services.AddScoped(type);
    }
}
