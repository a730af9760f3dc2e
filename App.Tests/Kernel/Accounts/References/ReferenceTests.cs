using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.References;

/// <summary>No column that names a person or a group is forgotten when two accounts become one.</summary>
public sealed class ReferenceTests(TestApp app) : AppTests(app)
{
    /// <summary>Ids that name neither, by table and column: what else they are.</summary>
    private static readonly HashSet<string> NobodyOfOurs =
    [
        "kernel.api_tokens.session_id", "kernel.calendars.current_id", "kernel.audit_values.entry_id", "kernel.audit_watch_marks.entry_id", "kernel.audit_seals.last_id",
        "kernel.drafts.revision", "kernel.events.record_id", "kernel.sla_clocks.record_id", "kernel.events.structure_id", "kernel.attachments.record_id", "kernel.attachments.storage_key", "kernel.mail_attachments.stored_file_id",
        "kernel.mails.event_id", "kernel.mails.record_id", "kernel.mail_queue_state.pause_id", "kernel.notifications.event_id", "kernel.notifications.record_id",
        "kernel.notifications.folded_into_id", "kernel.notification_deliveries.event_id", "kernel.notification_deliveries.mail_id", "kernel.notification_deliveries.notification_id",
        "kernel.notification_deliveries.record_id", "kernel.notification_deliveries.target_id",
        "kernel.links.from_id", "kernel.links.to_id", "kernel.viewers.record_id", "kernel.recent_records.record_id", "kernel.record_tags.record_id",
        "kernel.timeline.record_id", "kernel.watchers.record_id", "kernel.sign_ins.session_id", "kernel.sms_codes.challenge_id", "tickets.merged_parts.moved", "tickets.tickets.merged_into_id",
        "kernel.view_hits.record_id", "kernel.view_hits.event_id",
        "maintenance.consumption_lines.entry_id", "maintenance.consumption_lines.pot_id", "maintenance.contract_equipment.equipment_id", "maintenance.interventions.equipment_id",
        "maintenance.intervention_checks.request_id", "maintenance.checklists.equipment_type_id", "maintenance.asked_skills.equipment_type_id",
        "maintenance.intervention_report_mails.mail_id",
        "maintenance.reported_problems.ticket_id", "maintenance.ticket_works.ticket_id",
    ];

    [Fact]
    public async Task Every_column_that_may_name_a_person_or_a_group_is_declared()
    {
        var declared = Declared.Select(r => (r.Entity, r.Property)).ToHashSet();
        var open = await App.WithDbAsync(db => Task.FromResult(Columns(db.Model).Where(p => !declared.Contains((p.DeclaringType.ClrType, p.Name))).Select(NameOf).ToList()));

        Assert.Empty(open.Except(NobodyOfOurs));
    }

    [Fact]
    public async Task What_is_declared_once_exists_and_names_what_the_database_says()
    {
        Assert.Empty(Declared.GroupBy(r => (r.Entity, r.Property)).Where(g => g.Count() > 1).Select(g => g.Key));
        var wrong = await App.WithDbAsync(db => Task.FromResult(Declared.Where(r =>
            db.Model.FindEntityType(r.Entity)?.FindProperty(r.Property) is not { } property
            || property.GetContainingForeignKeys().Any(k => k.PrincipalEntityType.ClrType != r.Target)).ToList()));

        Assert.Empty(wrong);
    }

    [Fact]
    public void What_follows_has_words()
    {
        using var scope = App.Services.CreateScope();
        var texts = scope.ServiceProvider.GetRequiredService<TextCatalog>();

        Assert.All(
            Declared.Where(r => r.Follows).Select(r => r.Target == typeof(User) || r.Target == typeof(Group) ? r.Text : $"AuditSubject.{r.Subject}"),
            key => Assert.True(texts.Has(key), key));
    }

    private IReadOnlyList<AccountReference> Declared
    {
        get
        {
            using var scope = App.Services.CreateScope();
            return scope.ServiceProvider.GetRequiredService<ReferenceMove>().All;
        }
    }

    /// <summary>Ids that are keys of no other table than people's and groups', alone or in a list.</summary>
    private static IEnumerable<IProperty> Columns(IModel model) =>
        from entity in model.GetEntityTypes()
        where !entity.IsOwned()
        from property in entity.GetProperties()
        let type = property.ClrType
        where type == typeof(Guid) || type == typeof(Guid?) || typeof(IEnumerable<Guid>).IsAssignableFrom(type)
        let keys = property.GetContainingForeignKeys().ToList()
        where keys.Count > 0
            ? keys.Exists(k => k.PrincipalEntityType.ClrType == typeof(User) || k.PrincipalEntityType.ClrType == typeof(Group))
            : !(property.Name == "Id" && property.IsPrimaryKey())
        select property;

    private static string NameOf(IProperty property) =>
        $"{((IEntityType)property.DeclaringType).GetSchema()}.{((IEntityType)property.DeclaringType).GetTableName()}.{property.GetColumnName()}";
}
