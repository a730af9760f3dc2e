using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sla.Policies;

public sealed class PolicyTests(TestApp app) : AppTests(app)
{
    private static int made;

    [Fact]
    public async Task An_agreement_is_kept_as_it_was_meant_and_can_be_changed()
    {
        Manage();
        var agency = await App.SaveAsync(Make.Structure());
        var request = Request(agency.Id);
        request.Conditions.Insert(0, new() { Facet = "priority", Values = [nameof(Priority.High), nameof(Priority.Critical), nameof(Priority.High)] });
        request.Targets.Add(new() { Clock = TicketClocks.TakeCharge, Unit = TargetUnit.WorkingTime, Hours = 1, Minutes = 30 });
        request.Steps = [Tell(100, StepReceiver.Manager), Tell(75, StepReceiver.Assignee), new() { Percent = 120, Action = StepAction.RaisePriority, Receiver = StepReceiver.Person, ReceiverId = World.Alice }];
        var id = await SavedAsync(request);

        var line = await OneAsync(id);
        Assert.Equal(["structure", "priority"], line.Definition.Conditions.Select(c => c.Facet));   // the kind's order
        Assert.Equal([nameof(Priority.High), nameof(Priority.Critical)], line.Definition.Conditions[1].Values);
        Assert.Equal([new(TicketClocks.TakeCharge, 90, null), new(TicketClocks.Resolution, null, 3)], line.Definition.Targets);
        Assert.Equal([75, 100, 120], line.Definition.Steps.Select(s => s.Percent));
        Assert.Equal(new(null, 120, StepAction.RaisePriority), line.Definition.Steps[2]);   // raising has no receiver

        var edit = Request(agency.Id);
        (edit.Id, edit.Version, edit.Name) = (id, line.Policy.Version, request.Name);
        await SavedAsync(edit);
        Assert.Single((await OneAsync(id)).Definition.Conditions);
        Assert.Equal(Refusal.Stale, (await SaveAsync(edit)).Refusal);
        var audited = await App.WithDbAsync(db => db.Set<AuditEntry>().CountAsync(e => e.SubjectId == id.ToString()));
        Assert.Equal(2, audited);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_next_to_its_field()
    {
        Manage();
        var taken = await SavedAsync(Request());
        var wrong = Request();
        wrong.Name = (await OneAsync(taken)).Policy.Name;
        wrong.CalendarId = Guid.CreateVersion7();
        wrong.Conditions = [new() { Facet = "priority", Values = ["Immense"] }, new() { Facet = "structure", Values = [Guid.CreateVersion7().ToString()] }, new() { Facet = "category", Values = ["?"] }];
        wrong.Steps = [new() { Percent = 50, Action = StepAction.Notify, Receiver = StepReceiver.Person, ReceiverId = Guid.CreateVersion7() }];
        Assert.Equal(
            [("CalendarId", "unknown-value"), ("Condition-category", "unknown-value"), ("Condition-priority", "unknown-value"), ("Condition-structure", "unknown-value"), ("Name", "name-taken"), ("Steps", "unknown-value")],
            await WrongAsync(wrong));

        var empty = new SavePolicyRequest { RecordKind = "ticket" };
        Assert.Equal([("Name", "required"), ("Targets", "sla.no-target")], await WrongAsync(empty));
        Assert.Equal([("RecordKind", "unknown-value")], await WrongAsync(new() { Name = "x", RecordKind = "boat" }));
        Assert.Equal(Refusal.NotFound, (await SaveAsync(new() { Id = Guid.CreateVersion7(), Name = "x", RecordKind = "ticket", Targets = Request().Targets })).Refusal);
    }

    [Theory]
    [InlineData(TargetUnit.WorkingTime, null, null, null, "required")]
    [InlineData(TargetUnit.WorkingTime, 0, 60, null, "sla.minutes")]
    [InlineData(TargetUnit.WorkingTime, 0, -1, null, "sla.minutes")]
    [InlineData(TargetUnit.WorkingTime, 8760, 1, null, "sla.hours")]
    [InlineData(TargetUnit.WorkingTime, int.MaxValue, 0, null, "sla.hours")]
    [InlineData(TargetUnit.WorkingTime, -1, 0, null, "sla.hours")]
    [InlineData(TargetUnit.WorkingTime, 8760, 0, null, null)]
    [InlineData(TargetUnit.WorkingTime, 0, 0, null, null)]
    [InlineData(TargetUnit.WorkingDays, null, null, null, "required")]
    [InlineData(TargetUnit.WorkingDays, null, null, 0, "out-of-range")]
    [InlineData(TargetUnit.WorkingDays, null, null, 366, "out-of-range")]
    [InlineData(TargetUnit.WorkingDays, null, null, 365, null)]
    public async Task A_target_lies_within_reason(TargetUnit unit, int? hours, int? minutes, int? days, string? error)
    {
        Manage();
        var request = Request();
        request.Targets = [new() { Clock = TicketClocks.Resolution, Unit = unit, Hours = hours, Minutes = minutes, Days = days }];
        Assert.Equal(error is null ? [] : [("Target-resolution", error)], await WrongAsync(request));
    }

    [Fact]
    public async Task A_step_is_whole_and_there_once()
    {
        Manage();
        async Task<string?> ErrorAsync(params PolicyStepRequest[] steps)
        {
            var request = Request();
            request.Steps = [.. steps];
            return (await WrongAsync(request)).Select(e => e.Code).SingleOrDefault();
        }

        Assert.Equal("required", await ErrorAsync(new PolicyStepRequest { Receiver = StepReceiver.Assignee }));
        Assert.Equal("out-of-range", await ErrorAsync(Tell(0, StepReceiver.Assignee)));
        Assert.Equal("out-of-range", await ErrorAsync(Tell(1001, StepReceiver.Assignee)));
        Assert.Equal("required", await ErrorAsync(Tell(75, StepReceiver.Team)));
        Assert.Equal("required", await ErrorAsync(new PolicyStepRequest { Percent = 75 }));
        Assert.Equal("unknown-value", await ErrorAsync(new PolicyStepRequest { Percent = 75, Action = StepAction.Reassign, Receiver = StepReceiver.Manager }));
        Assert.Equal("unknown-value", await ErrorAsync(new PolicyStepRequest { Percent = 75, Clock = "sundial", Receiver = StepReceiver.Manager }));
        Assert.Equal("sla.step-no-target", await ErrorAsync(new PolicyStepRequest { Percent = 75, Clock = TicketClocks.Reply, Receiver = StepReceiver.Manager }));
        Assert.Equal("sla.step-twice", await ErrorAsync(Tell(75, StepReceiver.Assignee), Tell(75, StepReceiver.Assignee)));
        Assert.Equal("sla.step-twice", await ErrorAsync(Give(75, World.Alice), Give(75, Guid.CreateVersion7())));   // a record can be given once
        Assert.Null(await ErrorAsync(Tell(75, StepReceiver.Assignee), Tell(75, StepReceiver.Manager), Tell(1000, StepReceiver.Assignee), Give(75, World.Alice)));
    }

    [Fact]
    public async Task What_it_names_may_go_out_of_use_and_still_be_kept()
    {
        Manage();
        var (agency, person) = (await App.SaveAsync(Make.Structure()), await App.SaveAsync(Make.User()));
        var request = Request(agency.Id);
        request.Steps = [new() { Percent = 50, Receiver = StepReceiver.Person, ReceiverId = person.Id }];
        var id = await SavedAsync(request);
        await App.SqlAsync($"update kernel.structures set is_active = false where id = '{agency.Id}'; update kernel.users set is_active = false where id = '{person.Id}'");

        (request.Id, request.Version, request.Name) = (id, 1, request.Name + " bis");
        await SavedAsync(request);
        var read = (await App.RunAsync((GetPolicy use) => use.RunAsync(id, default))).Value!;
        Assert.Equal((agency.Name, person.DisplayName), (read.Names[agency.Id.ToString()], read.Names[person.Id.ToString()]));
        Assert.DoesNotContain((await App.RunAsync((PolicyOffers use) => use.ReceiversAsync(StepReceiver.Person, person.DisplayName, default))).Value!, c => c.Id == person.Id);
        var other = Request();
        other.Steps = request.Steps;
        Assert.Equal([("Steps", "unknown-value")], await WrongAsync(other));
    }

    [Fact]
    public async Task Out_of_use_it_is_chosen_no_more()
    {
        Manage();
        var agency = await App.SaveAsync(Make.Structure());
        var id = await SavedAsync(Request(agency.Id));
        Assert.Equal(id, await CountsAsync(agency.Id));

        Assert.Equal(Refusal.Stale, (await App.RunAsync((ActivatePolicy use) => use.RunAsync(id, 7, false, default))).Refusal);
        Assert.Null((await App.RunAsync((ActivatePolicy use) => use.RunAsync(id, 1, false, default))).Refusal);
        Assert.NotEqual(id, await CountsAsync(agency.Id));
        Assert.Null((await App.RunAsync((ActivatePolicy use) => use.RunAsync(id, 2, true, default))).Refusal);
        Assert.Equal(id, await CountsAsync(agency.Id));
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((ActivatePolicy use) => use.RunAsync(Guid.CreateVersion7(), 1, true, default))).Refusal);
    }

    [Fact]
    public async Task The_tester_says_which_counts_why_and_what_gives_way()
    {
        Manage();
        var company = await App.SaveAsync(Make.Structure("Société"));
        var workshop = await App.SaveAsync(Make.Structure("Atelier", company.Id));
        var (wide, narrow) = (Request(company.Id), Request(company.Id));
        narrow.Conditions.Add(new() { Facet = "priority", Values = [nameof(Priority.Critical)] });
        var (wideId, narrowId) = (await SavedAsync(wide), await SavedAsync(narrow));

        var tried = (await App.RunAsync((TryPolicies use) => use.RunAsync("ticket", new Dictionary<string, string> { ["structure"] = workshop.Id.ToString(), ["priority"] = nameof(Priority.Critical) }, default))).Value!;
        var resolution = tried.Clocks.Single(c => c.Clock == TicketClocks.Resolution);
        Assert.Equal([narrowId, wideId], resolution.Fitting.Select(f => f.Id));
        Assert.Equal([("structure", company.Id.ToString()), ("priority", nameof(Priority.Critical))], resolution.Fitting[0].Asked);
        Assert.Equal("Société", tried.Names[company.Id.ToString()]);
        Assert.Empty(tried.Clocks.Single(c => c.Clock == TicketClocks.TakeCharge).Fitting);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((TryPolicies use) => use.RunAsync("boat", new Dictionary<string, string>(), default))).Refusal);
    }

    [Fact]
    public async Task Fields_offer_what_is_in_use_whatever_the_accents()
    {
        Manage();
        var (inUse, retired) = (Make.Structure("Dépôt Zénith"), Make.Structure("Dépôt Zénith ancien"));
        retired.IsActive = false;
        await App.SaveAllAsync(inUse, retired);
        var found = (await App.RunAsync((PolicyOffers use) => use.FacetAsync("ticket", "structure", "depot zenith", default))).Value!;
        Assert.Equal([inUse.Id], found.Select(c => c.Id));
        Assert.Empty((await App.RunAsync((PolicyOffers use) => use.FacetAsync("ticket", "structure", "100%_", default))).Value!);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((PolicyOffers use) => use.FacetAsync("ticket", "priority", "", default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((PolicyOffers use) => use.ReceiversAsync(StepReceiver.Assignee, "", default))).Refusal);
    }

    [Fact]
    public async Task Only_who_may_manage_everywhere_does()
    {
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ListPolicies use) => use.RunAsync(default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((GetPolicy use) => use.RunAsync(Guid.CreateVersion7(), default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((TryPolicies use) => use.RunAsync("ticket", new Dictionary<string, string>(), default))).Refusal);
        App.User.Grant(SlaPermissions.View, Scope.Structure).Grant(SlaPermissions.Manage, Scope.Structure);
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(Request())).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ActivatePolicy use) => use.RunAsync(Guid.CreateVersion7(), 1, false, default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((PolicyOffers use) => use.ReceiversAsync(StepReceiver.Person, "", default))).Refusal);
        Assert.False((await App.RunAsync((ListPolicies use) => use.RunAsync(default))).Failed);
        Assert.False((await App.RunAsync((PolicyOffers use) => use.CalendarsAsync(null, default))).Failed);
    }

    [Fact]
    public async Task The_list_costs_the_same_for_one_and_for_thirty()
    {
        Manage();
        var agency = await App.SaveAsync(Make.Structure());
        await SavedAsync(Request(agency.Id));
        var one = await App.CountQueriesAsync(() => App.RunAsync((ListPolicies use) => use.RunAsync(default)));
        for (var n = 0; n < 30; n++) await SavedAsync(Request(agency.Id));
        Assert.Equal(one, await App.CountQueriesAsync(() => App.RunAsync((ListPolicies use) => use.RunAsync(default))));
    }

    private static PolicyStepRequest Tell(int percent, StepReceiver receiver) => new() { Percent = percent, Action = StepAction.Notify, Receiver = receiver };

    private static PolicyStepRequest Give(int percent, Guid person) => new() { Percent = percent, Action = StepAction.Reassign, Receiver = StepReceiver.Person, ReceiverId = person };

    /// <summary>Three working days to resolve; of nothing where no structure is given, and out of use, so that it counts for nobody else's records.</summary>
    private static SavePolicyRequest Request(Guid? structure = null) => new()
    {
        Name = $"Engagement {Interlocked.Increment(ref made)}",
        RecordKind = "ticket",
        IsActive = structure is not null,
        Conditions = structure is { } id ? [new() { Facet = "structure", Values = [id.ToString()] }] : [],
        Targets = [new() { Clock = TicketClocks.Resolution, Unit = TargetUnit.WorkingDays, Days = 3 }],
    };

    private void Manage() => App.User.Grant(SlaPermissions.View, Scope.All).Grant(SlaPermissions.Manage, Scope.All);

    private Task<Result<Guid>> SaveAsync(SavePolicyRequest request) => App.RunAsync((SavePolicy use) => use.RunAsync(request, default));

    private async Task<Guid> SavedAsync(SavePolicyRequest request)
    {
        var saved = await SaveAsync(request);
        Assert.Null(saved.Refusal);
        return saved.Value;
    }

    /// <summary>Empty where it was saved.</summary>
    private async Task<IReadOnlyList<(string Field, string Code)>> WrongAsync(SavePolicyRequest request) =>
        [.. ((await SaveAsync(request)).Refusal?.Fields ?? []).Select(f => (f.Field, f.Code)).Order()];

    private async Task<PolicyLine> OneAsync(Guid id) => (await App.RunAsync((GetPolicy use) => use.RunAsync(id, default))).Value!.Lines[0];

    /// <summary>Which agreement would count for the resolution of a ticket of that structure.</summary>
    private async Task<Guid?> CountsAsync(Guid structure)
    {
        var tried = (await App.RunAsync((TryPolicies use) => use.RunAsync("ticket", new Dictionary<string, string> { ["structure"] = structure.ToString() }, default))).Value!;
        return tried.Clocks.Single(c => c.Clock == TicketClocks.Resolution).Fitting is [var first, ..] ? first.Id : null;
    }
}
