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
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Records.Presence;
using OpsFlux.Kernel.Records.Recent;
using OpsFlux.Kernel.Records.Watching;

namespace OpsFlux.Kernel.Accounts.References;

/// <summary>The kernel's own columns.</summary>
internal sealed class KernelReferences : IAccountReferences
{
    public void Describe(AccountReferences references)
    {
        Following(references);
        Staying(references);
    }

    private static void Following(AccountReferences references) => references
        .Person<RoleAssignment>(a => a.UserId, a => a.RoleId, a => a.StructureId, a => a.WithSubStructures, a => a.ValidFrom, a => a.ValidTo)
        .Person<Grant>(g => g.UserId, g => g.Permission, g => g.Scope, g => g.ValidFrom, g => g.ValidTo)
        .Person<GroupMember>(m => m.UserId, m => m.GroupId)
        .Person<User>(u => u.MergedIntoId)
        .Person<Attachment>(a => a.UploadedBy)
        .Person<Draft>(d => d.UserId, d => d.Key)
        .Person<SavedView>(v => v.OwnerId)
        .Person<ListPreference>(p => p.UserId, p => p.List)
        .Person<Notification>(n => n.UserId, n => n.EventId)
        .Person<RecentRecord>(r => r.UserId, r => r.RecordId)
        .Person<Watcher>(w => w.UserId, w => w.RecordId)
        .Person<Sla.OnCall.OnCallMember>(m => m.UserId, m => m.RotaId)
        .Person<Sla.OnCall.OnCallReplacement>(r => r.UserId)
        .Group<RoleAssignment>(a => a.GroupId, a => a.RoleId, a => a.StructureId, a => a.WithSubStructures, a => a.ValidFrom, a => a.ValidTo)
        .Group<GroupMember>(m => m.GroupId, m => m.UserId)
        .Group<SavedView>(v => v.GroupId);

    /// <summary>Credentials, sessions and the log prove who somebody was; stamps say who did something. A delegation was lent to an account, and is lent anew to another.</summary>
    private static void Staying(AccountReferences references) => references
        .PersonStays<IdentityUserClaim<Guid>>(c => c.UserId).PersonStays<IdentityUserLogin<Guid>>(l => l.UserId)
        .PersonStays<IdentityUserToken<Guid>>(t => t.UserId).PersonStays<IdentityUserPasskey<Guid>>(p => p.UserId)
        .PersonStays<AccountLink>(l => l.UserId).PersonStays<RecoveryCode>(c => c.UserId).PersonStays<KnownDevice>(d => d.UserId)
        .PersonStays<Session>(s => s.UserId).PersonStays<SignInRecord>(r => r.UserId)
        .PersonStays<Delegation>(d => d.FromUserId, d => d.ToUserId, d => d.CreatedBy, d => d.EndedBy)
        .PersonStays<ApiKey>(k => k.UserId, k => k.CreatedBy).PersonStays<KeptAnswer>(a => a.CallerId)
        .PersonStays<AuditEntry>(e => e.ActorId, e => e.ActingForId).PersonStays<AuditValues>(v => v.EmptiedBy)
        .PersonStays<EventRow>(e => e.ActorId, e => e.ActingForId, e => e.Audience)
        .PersonStays<TimelineEntry>(e => e.ActorId, e => e.ActingForId)
        .PersonStays<Calendars.CalendarVersion>(v => v.CreatedBy)
        .PersonStays<Sla.Clocks.SlaClock>(c => c.JustifiedBy)
        .PersonStays<Attachment>(a => a.RemovedBy).PersonStays<RecordLink>(l => l.CreatedBy)
        .PersonStays<MailMessage>(m => m.RecipientId)
        .PersonStays<NotificationCounter>(c => c.UserId)   // counted again
        .PersonStays<Viewer>(v => v.UserId);   // gone in half a minute
}
