using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Following;
using OpsFlux.Kernel.Notifications.Push;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Privacy;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Search;
using OpsFlux.Kernel.Settings;
using OpsFlux.Kernel.Sla;
using OpsFlux.Kernel.Sms;

namespace OpsFlux.Kernel;

/// <summary>What the kernel itself declares: its permissions, jobs, settings and pages of administration.</summary>
internal sealed class KernelModule : IModule
{
    public string Code => "kernel";

    public void Describe(ModuleBuilder module)
    {
        // One line a capability.
        module.AddJobs();
        module.AddHousekeeping();
        module.AddSettings();
        module.AddAudit();
        module.AddRecords();
        module.AddAccounts();
        module.AddAccess();
        module.AddOrganisation();
        module.AddPrivacy();
        module.AddApi();
        module.AddCalendars();
        module.AddSla();
        module.AddNotifications();
        module.AddFollowing();
        module.AddMail();
        module.AddPush();
        module.AddSms();
        module.AddFiles();
        module.Permission(ListPermissions.Share, (BuiltInRoles.Manager, Scope.Structure));
        module.Job<LearnWords>("search.words", "0 0/15 * * * ?");
    }
}
