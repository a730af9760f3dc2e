using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Privacy.Retention;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Keeping;
using OpsFlux.Modules.Tickets.Merging;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Keeping;

public sealed class RetentionTests(RetentionTests.WithJob app) : AppTests<RetentionTests.WithJob>(app)
{
    public sealed class WithJob : TestApp;

    [Fact]
    public async Task Off_by_default_and_on_it_takes_what_is_due_and_no_more()
    {
        App.User.Grant(UserPermissions.ManageRetention, Scope.All);
        var old = Make.Ticket("Vieux ticket", TicketState.Closed, openedAt: FakeClock.Start.AddYears(-6));
        old.Log(new() { Kind = TimelineKind.Comment, Body = "Histoire" });
        await App.SaveAsync(old);
        var recent = await App.SaveAsync(Make.Ticket("Récent", TicketState.Closed, openedAt: FakeClock.Start.AddMonths(-3)));
        var open = await App.SaveAsync(Make.Ticket("Ouvert", openedAt: FakeClock.Start.AddYears(-7)));
        await App.SaveAsync(new Watcher { RecordKind = Ticket.RecordKind, RecordId = old.Id, UserId = World.Alice });

        await JobAsync();
        Assert.True(await ExistsAsync(old));   // nobody switched it on
        var preview = (await App.RunAsync((RetentionRules use) => use.PreviewAsync("tickets.closed", 60, default))).Value!;
        Assert.Equal((1, old.ClosedAt), (preview.Count, preview.Oldest));
        Assert.Null((await SaveAsync(60, seen: null)).Refusal);
        await JobAsync();
        await JobAsync();   // twice is harmless

        Assert.Equal((false, true, true), (await ExistsAsync(old), await ExistsAsync(recent), await ExistsAsync(open)));
        Assert.Empty(await App.TimelineAsync(old.Id));
        Assert.False(await App.WithDbAsync(db => db.Set<Watcher>().AnyAsync(w => w.RecordId == old.Id)));
        Assert.Equal(1, await App.WithDbAsync(db => db.Set<AuditEntry>().CountAsync(e => e.Action == AuditAction.Erase && e.Detail == "retention tickets.closed: 1")));
        Assert.Null((await SaveAsync(null, seen: 60)).Refusal);
    }

    [Fact]
    public async Task Choosing_takes_the_permission_for_all_and_what_stood_there()
    {
        App.User.Grant(UserPermissions.ManageRetention, Scope.Structure);
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(12, seen: null)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((RetentionRules use) => use.ListAsync(default))).Refusal);
        App.User.Grant(UserPermissions.ManageRetention, Scope.All);

        Assert.Equal(Refusal.Stale, (await SaveAsync(12, seen: 24)).Refusal);
        Assert.Equal("out-of-range", Assert.Single((await SaveAsync(0, seen: null)).Refusal!.Fields).Code);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((RetentionRules use) => use.SaveAsync(new("no.such", 12, null), default))).Refusal);
        Assert.All((await App.RunAsync((RetentionRules use) => use.ListAsync(default))).Value!, r => Assert.Null(r.Months));
    }

    [Fact]
    public async Task What_was_merged_into_a_ticket_that_is_taken_leads_nowhere_any_more_and_other_merges_stand()
    {
        var (taken, stays) = (await App.SaveAsync(Make.Ticket(state: TicketState.Closed)), await App.SaveAsync(Make.Ticket()));
        var (left, kept) = (await MergedAsync(taken), await MergedAsync(stays));

        await App.WithDbAsync(async db =>
        {
            await new KeepClosedTickets().DeleteAsync(db, [taken.Id], default);
            return true;
        });

        Assert.False(await ExistsAsync(taken));
        Assert.Equal((null, stays.Id), ((await App.LoadAsync<Ticket>(left.Id)).MergedIntoId, (await App.LoadAsync<Ticket>(kept.Id)).MergedIntoId));
    }

    private async Task<Ticket> MergedAsync(Ticket into)
    {
        var source = await App.SaveAsync(Make.Ticket(state: TicketState.Cancelled));
        await App.SaveAsync(new TicketMerge { SourceId = source.Id, TargetId = into.Id, MergedAt = App.Clock.Now, StateBefore = TicketState.New });
        await App.WithDbAsync(db => db.Set<Ticket>().Where(t => t.Id == source.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.MergedIntoId, into.Id)));
        return source;
    }

    private Task<Result> SaveAsync(int? months, int? seen) => App.RunAsync((RetentionRules use) => use.SaveAsync(new("tickets.closed", months, seen), default));

    private async Task JobAsync()
    {
        await using var scope = App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        await scope.ServiceProvider.GetRequiredService<ApplyRetention>().RunAsync(default);
    }

    private Task<bool> ExistsAsync(Ticket ticket) => App.WithDbAsync(db => db.Set<Ticket>().IgnoreQueryFilters().AnyAsync(t => t.Id == ticket.Id));
}
