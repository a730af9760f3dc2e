using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Signatures;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Reporting;

/// <summary>Who may sign, for whom, and until when.</summary>
public sealed class SignatureTests(ReportingApp app) : AppTests<ReportingApp>(app)
{
    [Fact]
    public async Task Both_sign_and_the_drawing_is_kept_with_who_and_when()
    {
        var work = await App.WorkAtAsync((await App.ClientAsync()).Structure, InterventionState.InProgress);

        Assert.Null((await App.SignAsync(work.Id)).Refusal);
        Assert.Null((await App.SignAsync(work.Id, SignatureParty.Client, "Nadia Berrada", isTyped: true)).Refusal);

        var signed = await App.SignaturesAsync(work.Id);
        var (technician, client) = (signed.Of(SignatureParty.Technician)!, signed.Of(SignatureParty.Client)!);
        Assert.Equal(("Rachid Amrani", "M10 20L30 40M50 60L50 60", App.Clock.Now), (technician.Name, technician.Path, technician.SignedAt));
        Assert.Equal(("Nadia Berrada", (string?)null), (client.Name, client.Path));
        Assert.Equal(2, (await App.EventsAsync<InterventionSigned>()).Count(e => e.InterventionId == work.Id));
        Assert.Contains(await App.TimelineAsync(work.Id), l => l is { Field: "Signature.Client", NewValue: "Nadia Berrada" });
    }

    [Fact]
    public async Task A_signature_is_replaced_by_who_saw_it_until_the_work_is_closed()
    {
        var work = await App.WorkAtAsync((await App.ClientAsync()).Structure, InterventionState.InProgress);
        await App.SignAsync(work.Id);
        var first = (await App.SignaturesAsync(work.Id)).Of(SignatureParty.Technician)!;

        Assert.Same(Refusal.Stale, (await App.SignAsync(work.Id, name: "Un autre")).Refusal);
        Assert.Null((await App.SignAsync(work.Id, name: "Rachid A.", replaces: first.Id)).Refusal);
        Assert.Same(Refusal.Stale, (await App.SignAsync(work.Id, name: "Trop tard", replaces: first.Id)).Refusal);
        var second = Assert.Single((await App.SignaturesAsync(work.Id)).Signatures);
        Assert.Equal("Rachid A.", second.Name);

        Assert.Null((await App.StepAsync(work.Id, InterventionTrigger.Close)).Refusal);
        Assert.Equal(MaintenanceRefusals.SignatureStands, (await App.SignAsync(work.Id, replaces: second.Id)).Refusal?.Code);
        Assert.False((await App.SignaturesAsync(work.Id)).MaySign(SignatureParty.Technician));
        Assert.Null((await App.SignAsync(work.Id, SignatureParty.Client)).Refusal);   // who has not signed yet may
    }

    [Fact]
    public async Task There_is_nothing_to_sign_for_before_the_work_begins_and_when_it_is_cancelled()
    {
        var work = await App.WorkAtAsync((await App.ClientAsync()).Structure, InterventionState.Open);

        Assert.Equal(MaintenanceRefusals.NotBegun, (await App.SignAsync(work.Id)).Refusal?.Code);
        await App.StepAsync(work.Id, InterventionTrigger.Start);
        await App.StepAsync(work.Id, InterventionTrigger.Cancel);
        Assert.Equal(MaintenanceRefusals.NotBegun, (await App.SignAsync(work.Id)).Refusal?.Code);
    }

    [Fact]
    public async Task What_was_not_drawn_within_the_frame_is_refused_next_to_its_field()
    {
        var work = await App.WorkAtAsync((await App.ClientAsync()).Structure, InterventionState.InProgress);

        var refused = (await App.SignAsync(work.Id, strokes: [[1, 1, 900, 900]])).Refusal!;
        Assert.Equal(("Strokes", "signature-unreadable"), (Assert.Single(refused.Fields).Field, refused.Fields[0].Code));
        Assert.Equal("Name", Assert.Single((await App.SignAsync(work.Id, name: " ")).Refusal!.Fields).Field);
    }

    [Fact]
    public async Task A_client_signs_as_client_for_work_at_his_own_place_alone()
    {
        var (ours, theirs) = ((await App.ClientAsync()).Structure, (await App.ClientAsync()).Structure);
        var (mine, other) = (await App.WorkAtAsync(ours, InterventionState.InProgress), await App.WorkAtAsync(theirs, InterventionState.InProgress));
        await App.AsClientAsync(ours);

        Assert.Equal(Refusal.Forbidden, (await App.SignAsync(mine.Id)).Refusal);
        Assert.Null((await App.SignAsync(mine.Id, SignatureParty.Client)).Refusal);
        Assert.Same(Refusal.NotFound, (await App.SignAsync(other.Id, SignatureParty.Client)).Refusal);
        Assert.Same(Refusal.NotFound, (await App.RunAsync((ListSignatures use) => use.RunAsync(other.Id, default))).Refusal);
        App.User.Reset();
        Assert.Equal(Refusal.Forbidden, (await App.SignAsync(mine.Id, SignatureParty.Client)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ListSignatures use) => use.RunAsync(mine.Id, default))).Refusal);
    }
}
