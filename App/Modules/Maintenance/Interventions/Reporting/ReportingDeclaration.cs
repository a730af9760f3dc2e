using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Modules;
using OpsFlux.Modules.Maintenance.Interventions.Archive;
using OpsFlux.Modules.Maintenance.Interventions.Photos;
using OpsFlux.Modules.Maintenance.Interventions.Rating;
using OpsFlux.Modules.Maintenance.Interventions.Reporting.Print;
using OpsFlux.Modules.Maintenance.Interventions.Signatures;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;
using static OpsFlux.Kernel.Access.BuiltInRoles;
using static OpsFlux.Kernel.Access.Scope;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting;

/// <summary>Marks the texts of photos, signatures, reports, ratings and the archive.</summary>
public sealed class ReportingText;

internal static class ReportingDeclaration
{
    /// <summary>What shows the client that and how the work was done, and what he thinks of it.</summary>
    public static ModuleBuilder AddReporting(this ModuleBuilder module) => module
        .Texts<ReportingText>()
        .Permission(MaintenancePermissions.Sign, (Manager, Structure), (Technician, Own), (Client, Structure))
        .Permission(MaintenancePermissions.Rate, (Client, Structure))
        .Permission(MaintenancePermissions.Unarchive)
        .Setting(ArchiveInterventions.Months)
        .Job<ArchiveInterventions>("maintenance.archive-interventions", "0 50 1 * * ?")
        .Search<InterventionSearch>()
        .News(RatingNews.Poor)
        .On<InterventionMoved, ReportOnClosing>()
        .On<InterventionRated, TellAboutRating>()
        .Endpoints(PhotoEndpoint.Map)
        .Endpoints(ReportView.Map)
        .Api(ReportingApi.Map)
        .Services(AddServices);

    private static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<IAccountReferences, ReportingReferences>();
        services.AddScoped<SheetReader>();
        services.AddScoped<SheetPrinter>();
        services.AddScoped<ReportMails>();
        services.AddScoped<ReportWork>();
        services.AddSingleton<ReportLoop>();
        services.AddHostedService(s => s.GetRequiredService<ReportLoop>());
    }
}

/// <summary>Where photos, signatures, reports and ratings name people, and what of it is held on them.</summary>
internal sealed class ReportingReferences : IAccountReferences
{
    public void Describe(AccountReferences references) => references
        .PersonStays<InterventionPhoto>(p => p.AddedBy)
        .PersonStays<InterventionSignature>(s => s.SignedBy).Held("maintenance.signature")
        .PersonStays<InterventionReport>(r => r.AskedBy)
        .Person<InterventionRating>(r => r.RatedBy).Held("maintenance.rating");
}
