using Microsoft.AspNetCore.Identity;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Delegations;
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
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Following;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Records.Presence;
using OpsFlux.Kernel.Records.Recent;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.OnCall;
using static OpsFlux.Kernel.Privacy.WhenAnonymised;

namespace OpsFlux.Kernel.Accounts.References;

/// <summary>The kernel's own columns.</summary>
internal sealed class KernelReferences : IAccountReferences
{
    public void Describe(AccountReferences references)
    {
        Following(references);
        Staying(references);
        Stamps(references);
    }

    private static void Following(AccountReferences references) => references
        .Person<RoleAssignment>(a => a.UserId, a => a.RoleId, a => a.StructureId, a => a.WithSubStructures, a => a.ValidFrom, a => a.ValidTo).Held("roles", Delete)
        .Person<Grant>(g => g.UserId, g => g.Permission, g => g.Scope, g => g.ValidFrom, g => g.ValidTo).Held("grants", Delete)
        .Person<GroupMember>(m => m.UserId, m => m.GroupId).Held("groups", Delete)
        .Person<User>(u => u.MergedIntoId).Held("profile.merged")
        .Person<Attachment>(a => a.UploadedBy).Held("files")
        .Person<Draft>(d => d.UserId, d => d.Key).Held("drafts", Delete)
        .Person<SavedView>(v => v.OwnerId).Held("views")
        .Person<ListPreference>(p => p.UserId, p => p.List).Held("lists", Delete)
        .Person<Notification>(n => n.UserId, n => n.EventId).Held("notifications", Delete)
        .Person<NotificationDelivery>(d => d.UserId, d => d.EventId, d => d.Channel, d => d.TargetId).Held("notifications.deliveries", Delete)
        .Person<RecentRecord>(r => r.UserId, r => r.RecordId).Held("recent", Delete)
        .Person<Watcher>(w => w.UserId, w => w.RecordId).Held("watching", Delete)
        .Person<Follow>(f => f.UserId, f => f.SiteId, f => f.ViewId).Held("follows", Delete)
        .Person<OnCallMember>(m => m.UserId, m => m.RotaId).Held("oncall", Delete)
        .Person<OnCallReplacement>(r => r.UserId).Held("oncall.replacements", Delete)
        .Group<RoleAssignment>(a => a.GroupId, a => a.RoleId, a => a.StructureId, a => a.WithSubStructures, a => a.ValidFrom, a => a.ValidTo)
        .Group<GroupMember>(m => m.GroupId, m => m.UserId)
        .Group<SavedView>(v => v.GroupId);

    /// <summary>Credentials, sessions and the log prove who somebody was. A delegation was lent to an account, and is lent anew to another.</summary>
    private static void Staying(AccountReferences references) => references
        .PersonStays<User>(u => u.Id).Held("profile")
        .PersonStays<IdentityUserClaim<Guid>>(c => c.UserId).Held("account.claims", Delete)
        .PersonStays<IdentityUserLogin<Guid>>(l => l.UserId).Held("account.logins", Delete)
        .PersonStays<IdentityUserToken<Guid>>(t => t.UserId).Held("account.tokens", Delete)
        .PersonStays<IdentityUserPasskey<Guid>>(p => p.UserId).Held("account.passkeys", Delete)
        .PersonStays<AccountLink>(l => l.UserId).Held("account.links", Delete)
        .PersonStays<RecoveryCode>(c => c.UserId).Held("account.recovery", Delete)
        .PersonStays<KnownDevice>(d => d.UserId).Held("devices", Delete)
        .PersonStays<Session>(s => s.UserId).Held("sessions", Delete)
        .PersonStays<SignInRecord>(r => r.UserId).Held("journal")
        .PersonStays<Delegation>(d => d.FromUserId).Held("delegations.given", Delete)
        .PersonStays<Delegation>(d => d.ToUserId).Held("delegations.received", Delete)
        .PersonStays<ApiKey>(k => k.UserId).Held("api.keys", Delete)
        .PersonStays<KeptAnswer>(a => a.CallerId).Held("api.answers", Delete)
        .PersonStays<AuditEntry>(e => e.ActorId).Held("audit")
        .PersonStays<AuditEntry>(e => e.ActingForId).Held("audit.for")
        .PersonStays<TimelineEntry>(e => e.ActorId).Held("timeline")
        .PersonStays<TimelineEntry>(e => e.ActingForId).Held("timeline.for")
        .PersonStays<MailMessage>(m => m.RecipientId).Held("mails", Delete)
        .PersonStays<ChosenPreferences>(p => p.UserId).Held("notifications.preferences", Delete)
        .PersonStays<NotificationCounter>(c => c.UserId).Held("notifications.unread", Delete)   // counted again
        .PersonStays<Viewer>(v => v.UserId).Held("presence", Delete);   // gone in half a minute

    /// <summary>Who did something: it stays with the account that did it, and stands in the audit log, which is part of the export.</summary>
    private static void Stamps(AccountReferences references) => references
        .PersonStays<Delegation>(d => d.CreatedBy, d => d.EndedBy)
        .PersonStays<ApiKey>(k => k.CreatedBy)
        .PersonStays<AuditValues>(v => v.EmptiedBy)
        .PersonStays<EventRow>(e => e.ActorId, e => e.ActingForId, e => e.Audience)   // purged within days
        .PersonStays<Calendars.CalendarVersion>(v => v.CreatedBy)
        .PersonStays<SlaClock>(c => c.JustifiedBy)
        .PersonStays<Attachment>(a => a.RemovedBy)
        .PersonStays<RecordLink>(l => l.CreatedBy);
}
