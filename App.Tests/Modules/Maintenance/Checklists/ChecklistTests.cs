using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Maintenance.Checklists;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Modules.Maintenance.Interventions.Work;
using OpsFlux.Tests.Support;
using Xunit;
using static OpsFlux.Tests.Modules.Maintenance.Checklists.ChecklistScene;

namespace OpsFlux.Tests.Modules.Maintenance.Checklists;

/// <summary>What interventions begin with, how points are answered and judged, and what their failure raises.</summary>
public sealed class ChecklistTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task An_intervention_begins_with_the_points_of_the_checklists_that_fit()
    {
        var (press, pump) = (await App.EquipmentAsync(), await App.EquipmentAsync());
        var ofPress = await App.ChecklistAsync(press.TypeId, null, Point("Carter fermé"), Measure("Pression", 2, 6));
        var ofPump = await App.ChecklistAsync(pump.TypeId, InterventionType.Preventive, Point("Garniture"));

        Assert.Equal(["Carter fermé", "Pression"], await TextsAsync((await App.InterventionAsync(press, lead: null)).Id, ofPress, ofPump));
        Assert.Empty(await TextsAsync((await App.InterventionAsync(pump, lead: null)).Id, ofPress, ofPump));
        var preventive = await App.InterventionAsync(pump, lead: null, InterventionType.Preventive);
        Assert.Equal(["Garniture"], await TextsAsync(preventive.Id, ofPress, ofPump));

        Assert.Null((await App.RunAsync<EditChecklists, Result>(use => use.RemoveAsync(ofPump, default))).Refusal);
        Assert.Contains((await App.ChecksAsync(preventive.Id)).Lines, l => l.Check is { Text: "Garniture", ChecklistId: null });
    }

    [Fact]
    public async Task A_checklist_is_put_on_by_hand_once()
    {
        var technician = await App.TechnicianAsync();
        var work = await App.InterventionAsync(await App.EquipmentAsync(), technician);
        var list = await App.ChecklistAsync((await App.EquipmentAsync()).TypeId, null, Point("Serrage"), Point("Bruit", mandatory: false));
        App.BeTechnician(technician);

        Assert.Contains(await App.RunAsync<ReadChecks, IReadOnlyList<OpsFlux.Kernel.Lists.Choice>>(use => use.ChoicesAsync(work.Id, default)), c => c.Id == list);
        Assert.Null((await AddAsync(work.Id, list)).Refusal);
        Assert.Equal(WorkRefusals.ChecklistThere, (await AddAsync(work.Id, list)).Refusal?.Code);
        Assert.Equal(WorkRefusals.UnknownChecklist, (await AddAsync(work.Id, Guid.CreateVersion7())).Refusal?.Code);

        Assert.Equal(["Serrage", "Bruit"], await TextsAsync(work.Id, list));
        Assert.Single(await App.TimelineAsync(work.Id), l => l is { Kind: TimelineKind.Checked, Field: "added" });
    }

    [Theory]
    [InlineData(1.99, CheckResult.Failed)]
    [InlineData(2, CheckResult.Passed)]
    [InlineData(6, CheckResult.Passed)]
    [InlineData(6.01, CheckResult.Failed)]
    public async Task A_value_is_judged_by_its_limits(double value, CheckResult result)
    {
        var (work, check) = await WithAsync(Measure("Pression", 2, 6));

        Assert.Null((await App.AnswerAsync(check, null, (decimal)value)).Refusal);

        var answered = await CheckAsync(work, check);
        Assert.Equal((result, (decimal?)value, World.Alice), (answered.Result, answered.Value, answered.DoneBy));
    }

    [Fact]
    public async Task What_a_point_does_not_take_is_refused()
    {
        var (_, measure) = await WithAsync(Measure("Pression", 2, null));
        var (_, point) = await WithAsync(Point("Carter fermé"));

        Assert.Equal("Result", Assert.Single((await App.AnswerAsync(measure, CheckResult.Passed)).Refusal!.Fields).Field);   // refused
        Assert.Equal("Value", Assert.Single((await App.AnswerAsync(measure, CheckResult.NotApplicable, 3)).Refusal!.Fields).Field);
        Assert.Equal("Value", Assert.Single((await App.AnswerAsync(point, null, 3)).Refusal!.Fields).Field);
        Assert.Null((await App.AnswerAsync(measure, CheckResult.NotApplicable)).Refusal);
    }

    [Fact]
    public async Task An_answer_is_taken_back()
    {
        var (work, check) = await WithAsync(Point("Carter fermé"));
        await App.AnswerAsync(check, CheckResult.Passed, note: "Vu");

        Assert.Null((await App.AnswerAsync(await CheckAsync(work, check), null)).Refusal);

        var open = await CheckAsync(work, check);
        Assert.Equal((null, null, null, null), (open.Result, open.DoneAt, open.DoneBy, open.Note));
    }

    [Fact]
    public async Task Two_who_answer_one_point_at_once_lose_no_answer()
    {
        for (var round = 0; round < 6; round++)
        {
            var (work, check) = await WithAsync(Point("Carter fermé"));

            var results = await Task.WhenAll(Task.Run(() => App.AnswerAsync(check, CheckResult.Passed)), Task.Run(() => App.AnswerAsync(check, CheckResult.NotApplicable)));

            var first = Assert.Single(results, r => r.Refusal is null);
            Assert.Equal(RefusalKind.Stale, Assert.Single(results, r => r != first).Refusal!.Kind);   // the other one
            Assert.Equal(results[0] == first ? CheckResult.Passed : CheckResult.NotApplicable, (await CheckAsync(work, check)).Result);
        }
    }

    [Fact]
    public async Task The_same_answer_and_answers_to_other_points_clash_with_nobody()
    {
        var (work, check) = await WithAsync(Point("Carter fermé"), Point("Serrage"));
        var other = (await App.ChecksAsync(work)).Lines.Single(l => l.Check.Text == "Serrage").Check;

        var results = await Task.WhenAll(new[] { check, other, check }.Select(c => Task.Run(() => App.AnswerAsync(c, CheckResult.Passed))));

        Assert.All(results, r => Assert.Null(r.Refusal));
        Assert.Equal(2, (await CheckAsync(work, check)).Version);
    }

    [Fact]
    public async Task It_is_not_closed_while_something_mandatory_is_open()
    {
        var (technician, equipment) = (await App.TechnicianAsync(), await App.EquipmentAsync());
        await App.ChecklistAsync(equipment.TypeId, null, Point("Carter fermé"), Measure("Pression", 2, 6), Point("Bruit", mandatory: false));
        var work = await App.InterventionAsync(equipment, technician);
        await App.StepAsync(work.Id, InterventionTrigger.Start);
        var checks = (await App.ChecksAsync(work.Id)).Lines.Select(l => l.Check).ToDictionary(c => c.Text);

        var refused = (await App.CloseAsync(work.Id)).Refusal;
        Assert.Equal((WorkRefusals.ChecksUnanswered, 2), (refused!.Code, refused.Arguments[0]));   // refused
        Assert.Equal(InterventionState.InProgress, (await App.LoadAsync<Intervention>(work.Id)).State);
        await App.AnswerAsync(checks["Carter fermé"], CheckResult.NotApplicable);
        await App.AnswerAsync(checks["Pression"], null, 3);
        Assert.Null((await App.CloseAsync(work.Id)).Refusal);

        Assert.Equal(MaintenanceRefusals.IsOver, (await App.AnswerAsync(checks["Bruit"], CheckResult.Passed)).Refusal?.Code);
        Assert.False((await App.ChecksAsync(work.Id)).MayAnswer);
    }

    [Fact]
    public async Task A_failed_point_raises_one_ticket_linked_to_the_intervention()
    {
        App.User.Grant(TicketPermissions.Open, Scope.Own).Grant(TicketPermissions.View, Scope.All);
        var (work, check) = await WithAsync(Measure("Pression", 2, 6));

        Assert.Null((await App.AnswerAsync(check, null, 9, "Fuit")).Refusal);
        Assert.Null((await App.AnswerAsync(await CheckAsync(work, check), null, 3)).Refusal);
        Assert.Null((await App.AnswerAsync(await CheckAsync(work, check), null, 1)).Refusal);

        var intervention = await App.LoadAsync<Intervention>(work);
        var equipment = await App.LoadAsync<Equipment>(intervention.EquipmentId!.Value);   // it was made on one
        var link = Assert.Single(await App.WithDbAsync(db => db.Set<RecordLink>().Where(l => l.ToId == work || l.FromId == work).ToListAsync()));
        var ticket = await App.LoadAsync<Ticket>(link.FromId == work ? link.ToId : link.FromId);
        Assert.Equal(($"Pression – {equipment.Name}", World.Alice, intervention.StructureId), (ticket.Title, ticket.RequesterId, ticket.StructureId));
        Assert.Contains(intervention.Number, ticket.Description, StringComparison.Ordinal);
        Assert.Contains("9 bar", ticket.Description, StringComparison.Ordinal);
        Assert.Equal(ticket.Id, (await CheckAsync(work, check)).RequestId);
        Assert.Equal(ticket.Number, Assert.Single((await App.ChecksAsync(work)).Lines).Request?.Number);
    }

    [Fact]
    public async Task Two_who_find_one_failure_raise_one_ticket()
    {
        for (var round = 0; round < 4; round++)
        {
            App.User.Grant(TicketPermissions.Open, Scope.Own);
            var (work, check) = await WithAsync(Point("Carter fermé"));

            await Task.WhenAll(Task.Run(() => App.AnswerAsync(check, CheckResult.Failed)), Task.Run(() => App.AnswerAsync(check, CheckResult.Failed, note: "Cassé")));

            Assert.Equal(1, await App.WithDbAsync(db => db.Set<RecordLink>().CountAsync(l => l.ToId == work || l.FromId == work)));
        }
    }

    [Fact]
    public async Task An_answer_is_kept_where_no_ticket_may_be_opened_and_it_is_raised_later()
    {
        var (work, check) = await WithAsync(Point("Carter fermé"));

        Assert.Null((await App.AnswerAsync(check, CheckResult.Failed)).Refusal);
        var failed = await CheckAsync(work, check);
        Assert.Equal((CheckResult.Failed, null), (failed.Result, failed.RequestId));
        Assert.Same(Refusal.Forbidden, (await RaiseAsync(failed)).Refusal);

        App.User.Grant(TicketPermissions.Open, Scope.Own);
        Assert.Null((await RaiseAsync(failed)).Refusal);
        Assert.Null((await RaiseAsync(failed)).Refusal);
        Assert.NotNull((await CheckAsync(work, check)).RequestId);
        Assert.Equal(1, await App.WithDbAsync(db => db.Set<RecordLink>().CountAsync(l => l.ToId == work || l.FromId == work)));
    }

    [Fact]
    public async Task Checklists_are_kept_by_whoever_may_everywhere()
    {
        var id = await App.ChecklistAsync(null, InterventionType.Curative, Point("Carter fermé"), Measure("Pression", 2, 6));
        var line = (await ListAsync()).Single(l => l.Checklist.Id == id);
        SaveChecklistRequest Changed(string name, long version, params ChecklistPointFields[] points) => new() { Id = id, Version = version, Name = name, Points = [.. points] };

        Assert.Equal(["Points"], (await App.SaveChecklistAsync(new() { Name = "Vide" })).Refusal!.Fields.Select(f => f.Field));   // refused
        Assert.Equal(("point-limits", "1"), Assert.Single((await App.SaveChecklistAsync(new() { Name = "Inverse", Points = [Measure("Pression", 6, 2)] })).Refusal!.Fields) is var wrong ? (wrong.Code, wrong.Arguments[0]) : default);
        Assert.Equal(("point-text", "2"), Assert.Single((await App.SaveChecklistAsync(new() { Name = "Muette", Points = [Point("Carter"), Point(" ")] })).Refusal!.Fields) is var silent ? (silent.Code, silent.Arguments[0]) : default);
        Assert.Equal("name-taken", Assert.Single((await App.SaveChecklistAsync(new() { Name = line.Checklist.Name.ToUpperInvariant(), Points = [Point("Carter")] })).Refusal!.Fields).Code);
        Assert.Null((await App.SaveChecklistAsync(Changed("Autre nom", line.Checklist.Version, Point("Serrage")))).Refusal);
        Assert.Same(Refusal.Stale, (await App.SaveChecklistAsync(Changed("Encore un", line.Checklist.Version, Point("Serrage")))).Refusal);
        var now = (await ListAsync()).Single(l => l.Checklist.Id == id);
        Assert.Equal(("Autre nom", (InterventionType?)null, "Serrage"), (now.Checklist.Name, now.Checklist.Type, Assert.Single(now.Points).Text));

        App.User.Grant(MaintenancePermissions.ManageChecklists, Scope.Structure);
        Assert.Same(Refusal.Forbidden, (await App.SaveChecklistAsync(Changed("À nous", 2, Point("Serrage")))).Refusal);
        Assert.NotEmpty(await ListAsync());
    }

    [Fact]
    public async Task One_client_knows_nothing_of_anothers_points()
    {
        var theirs = await App.EquipmentAsync((await App.SaveAsync(Make.Structure("Client B"))).Id);
        await App.ChecklistAsync(theirs.TypeId, null, Point("Carter fermé"));
        var other = await App.InterventionAsync(theirs, lead: null);
        var check = Assert.Single((await App.ChecksAsync(other.Id)).Lines).Check;
        var ours = await App.SaveAsync(Make.Structure("Client A"));
        App.StartTest();
        App.User.As(await App.SaveAsync(Make.User("Omar Tazi", ours.Id))).Grant(MaintenancePermissions.View, Scope.Structure, ours.Id);

        Assert.Same(Refusal.NotFound, (await App.RunAsync<ReadChecks, Result<CheckSheet>>(use => use.RunAsync(other.Id, default))).Refusal);
        Assert.Same(Refusal.Forbidden, (await App.AnswerAsync(check, CheckResult.Passed)).Refusal);
        App.User.Grant(MaintenancePermissions.Work, Scope.Structure, ours.Id);
        Assert.Same(Refusal.NotFound, (await App.AnswerAsync(check, CheckResult.Passed)).Refusal);
    }

    [Fact]
    public async Task As_many_statements_for_one_point_as_for_thirty()
    {
        var (few, _) = await WithAsync(Point("Carter fermé"));
        var (many, _) = await WithAsync([.. Enumerable.Range(1, 30).Select(i => Point($"Point {i}"))]);

        Assert.Equal((2, 2), (await App.CountQueriesAsync(() => App.ChecksAsync(few)), await App.CountQueriesAsync(() => App.ChecksAsync(many))));
    }

    /// <summary>An intervention with these points, and the first of them.</summary>
    private async Task<(Guid Work, InterventionCheck Check)> WithAsync(params ChecklistPointFields[] points)
    {
        var equipment = await App.EquipmentAsync();
        var list = await App.ChecklistAsync(equipment.TypeId, null, points);
        var work = await App.InterventionAsync(equipment, await App.TechnicianAsync());
        return (work.Id, (await App.ChecksAsync(work.Id)).Lines.First(l => l.Check.ChecklistId == list).Check);
    }

    private async Task<IReadOnlyList<string>> TextsAsync(Guid work, params Guid[] lists) =>
        [.. (await App.ChecksAsync(work)).Lines.Where(l => l.Check.ChecklistId is { } id && lists.Contains(id)).Select(l => l.Check.Text)];

    private async Task<InterventionCheck> CheckAsync(Guid work, InterventionCheck check) => (await App.ChecksAsync(work)).Lines.Single(l => l.Check.Id == check.Id).Check;

    private async Task<IReadOnlyList<ChecklistLine>> ListAsync() => (await App.RunAsync<EditChecklists, Result<IReadOnlyList<ChecklistLine>>>(use => use.ListAsync(default))).Value!;   // granted

    private Task<Result> AddAsync(Guid work, Guid list) => App.RunAsync<AnswerCheck, Result>(use => use.AddAsync(work, list, default));

    private Task<Result> RaiseAsync(InterventionCheck check) => App.RunAsync<AnswerCheck, Result>(use => use.RaiseAsync(check.InterventionId, check.Id, default));
}
