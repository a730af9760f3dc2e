using Microsoft.AspNetCore.Identity;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Delegations;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Links;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Api.Idempotency;
using OpsFlux.Kernel.Api.Keys;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Drafts;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Privacy.Exporting;
using OpsFlux.Kernel.Privacy.Retention;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Records.Presence;
using OpsFlux.Kernel.Records.Recent;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Shared.Kernel;
using static OpsFlux.Kernel.Privacy.WhenAnonymised;

namespace OpsFlux.Kernel.Privacy;

internal static class PrivacyDeclaration
{
    private const string WhoActed = "who acted stands in the audit log, which is part of the export";

    /// <summary>What is held on people: their export, their anonymisation, and how long records are kept.</summary>
    public static ModuleBuilder AddPrivacy(this ModuleBuilder module) => module
        .Texts<PrivacyText>()
        .Services(services => services.AddScoped<PersonalRows>().AddScoped<EraseRecords>())
        .Admin("/admin/privacy", "Privacy.Title", "shield", UserPermissions.ExportPersonalData, order: 60)
        .Admin("/admin/retention", "Retention.Title", "clock", UserPermissions.ManageRetention, order: 70)
        .Profile("/profile/privacy", "Privacy.Mine", order: 90)
        .Job<ApplyRetention>("privacy.retention", "0 20 2 * * ?")
        .Endpoints(ExportEndpoint.Map)
        .AddAccount()
        .AddWork();

    private static ModuleBuilder AddAccount(this ModuleBuilder module) => module
        .AddPersonal<User>(nameof(User.Id), "profile")
        .AddPersonal<User>(nameof(User.MergedIntoId), "profile.merged")
        .AddPersonal<IdentityUserClaim<Guid>>("UserId", "account.claims", Delete)
        .AddPersonal<IdentityUserLogin<Guid>>("UserId", "account.logins", Delete)
        .AddPersonal<IdentityUserToken<Guid>>("UserId", "account.tokens", Delete)
        .AddPersonal<IdentityUserPasskey<Guid>>("UserId", "account.passkeys", Delete)
        .AddPersonal<AccountLink>(nameof(AccountLink.UserId), "account.links", Delete)
        .AddPersonal<RecoveryCode>(nameof(RecoveryCode.UserId), "account.recovery", Delete)
        .AddPersonal<KnownDevice>(nameof(KnownDevice.UserId), "devices", Delete)
        .AddPersonal<Session>(nameof(Session.UserId), "sessions", Delete)
        .AddPersonal<SignInRecord>(nameof(SignInRecord.UserId), "journal")
        .AddPersonal<RoleAssignment>(nameof(RoleAssignment.UserId), "roles", Delete)
        .AddPersonal<Grant>(nameof(Grant.UserId), "grants", Delete)
        .AddPersonal<GroupMember>(nameof(GroupMember.UserId), "groups", Delete)
        .AddPersonal<Delegation>(nameof(Delegation.FromUserId), "delegations.given", Delete)
        .AddPersonal<Delegation>(nameof(Delegation.ToUserId), "delegations.received", Delete)
        .AddImpersonal<Delegation>(nameof(Delegation.CreatedBy), WhoActed)
        .AddImpersonal<Delegation>(nameof(Delegation.EndedBy), WhoActed)
        .AddPersonal<ApiKey>(nameof(ApiKey.UserId), "api.keys", Delete)
        .AddImpersonal<ApiKey>(nameof(ApiKey.CreatedBy), WhoActed)
        .AddPersonal<KeptAnswer>(nameof(KeptAnswer.CallerId), "api.answers", Delete);

    private static ModuleBuilder AddWork(this ModuleBuilder module) => module
        .AddPersonal<AuditEntry>(nameof(AuditEntry.ActorId), "audit")
        .AddPersonal<AuditEntry>(nameof(AuditEntry.ActingForId), "audit.for")
        .AddPersonal<TimelineEntry>(nameof(TimelineEntry.ActorId), "timeline")
        .AddPersonal<TimelineEntry>(nameof(TimelineEntry.ActingForId), "timeline.for")
        .AddPersonal<Draft>(nameof(Draft.UserId), "drafts", Delete)
        .AddPersonal<Attachment>(nameof(Attachment.UploadedBy), "files")
        .AddImpersonal<Attachment>(nameof(Attachment.RemovedBy), WhoActed)
        .AddPersonal<ListPreference>(nameof(ListPreference.UserId), "lists", Delete)
        .AddPersonal<SavedView>(nameof(SavedView.OwnerId), "views")
        .AddPersonal<MailMessage>(nameof(MailMessage.RecipientId), "mails", Delete)
        .AddPersonal<Notification>(nameof(Notification.UserId), "notifications", Delete)
        .AddPersonal<NotificationCounter>(nameof(NotificationCounter.UserId), "notifications.unread", Delete)
        .AddPersonal<Viewer>(nameof(Viewer.UserId), "presence", Delete)
        .AddPersonal<RecentRecord>(nameof(RecentRecord.UserId), "recent", Delete)
        .AddPersonal<Watcher>(nameof(Watcher.UserId), "watching", Delete)
        .AddImpersonal<RecordLink>(nameof(RecordLink.CreatedBy), WhoActed)
        .AddImpersonal<EventRow>(nameof(EventRow.ActorId), "events are purged within days; what they tell stands in timelines and in the audit log")
        .AddImpersonal<EventRow>(nameof(EventRow.ActingForId), "as above");
}
