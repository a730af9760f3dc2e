using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.People.Merging;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.People;

public sealed class MergeUsersTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task The_kept_account_takes_over_what_the_other_is_and_has_and_nothing_twice()
    {
        App.User.Grant(UserPermissions.Manage, Scope.All).Grant(TicketPermissions.View, Scope.Structure);
        var role = await App.RoleAsync(TicketPermissions.View, Scope.Structure);
        var (gone, kept) = (await App.PersonAsync(role, email: "double@atelier.example"), await App.PersonAsync(role));
        var (both, single) = (Make.Group(), Make.Group());
        var requested = Make.Ticket(requester: gone.Id, assignee: gone.Id, state: TicketState.Assigned);
        var session = new Session { UserId = gone.Id, Method = SignInMethod.Password, ExpiresAt = App.Clock.Now.AddDays(1), CreatedAt = App.Clock.Now };
        await App.SaveAllAsync(both, single, requested, session, Make.Member(both, gone), Make.Member(both, kept), Make.Member(single, gone));
        await App.SaveAllAsync(new Watcher { RecordKind = Ticket.RecordKind, RecordId = requested.Id, UserId = gone.Id }, new Watcher { RecordKind = Ticket.RecordKind, RecordId = requested.Id, UserId = kept.Id });

        var counts = (await PreviewAsync(gone, kept)).Value?.Counts ?? [];
        var result = await MergeAsync(gone, kept);

        Assert.Null(result.Refusal);
        Assert.Contains(counts, c => c is { Reference.Text: "Reference.Ticket.RequesterId", Gone: 1, Kept: 0 });
        Assert.Contains(counts, c => c is { Reference.Text: "Reference.GroupMember.UserId", Gone: 2, Kept: 1 });
        var ticket = await App.LoadAsync<Ticket>(requested.Id);
        Assert.Equal((kept.Id, kept.Id), (ticket.RequesterId, ticket.AssigneeId));
        Assert.Equal(new[] { both.Id, single.Id }.ToHashSet(), (await GroupsOf(kept)).ToHashSet());
        Assert.Empty(await GroupsOf(gone));
        Assert.Equal(1, await App.WithDbAsync(db => db.Set<RoleAssignment>().CountAsync(a => a.UserId == kept.Id)));
        Assert.Equal(1, await App.WithDbAsync(db => db.Set<Watcher>().CountAsync(w => w.RecordId == requested.Id)));
        var (left, stays) = (await App.LoadAsync<User>(gone.Id), await App.LoadAsync<User>(kept.Id));
        Assert.Equal((false, kept.Id), (left.IsActive, left.MergedIntoId));
        Assert.Equal((null, "double@atelier.example"), (left.Email, stays.Email));
        Assert.Equal(SessionEnd.Deactivated, (await App.LoadAsync<Session>(session.Id)).EndedBy);
        Assert.True(await App.WithDbAsync(db => db.Set<AuditEntry>().AnyAsync(e => e.SubjectId == kept.Id.ToString() && e.Detail == $"merged {gone.UserName}")));
    }

    [Fact]
    public async Task What_somebody_did_stays_under_his_name()
    {
        App.User.Grant(UserPermissions.Manage, Scope.All);
        var (gone, kept) = (await App.PersonAsync(), await App.PersonAsync());
        var ticket = await App.SaveAsync(Make.Ticket());
        await App.WithDbAsync(db => db.Set<Ticket>().Where(t => t.Id == ticket.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.CreatedBy, gone.Id)));

        Assert.Null((await MergeAsync(gone, kept)).Refusal);

        Assert.Equal(gone.Id, (await App.LoadAsync<Ticket>(ticket.Id)).CreatedBy);
    }

    [Fact]
    public async Task Each_refusal_leaves_both_as_they_were()
    {
        App.User.Grant(UserPermissions.Manage, Scope.Structure);
        var elsewhere = await App.SaveAsync(Make.Structure());
        var (a, b, inactive, far) = (await App.PersonAsync(), await App.PersonAsync(), await App.PersonAsync(isActive: false), await App.PersonAsync(structure: elsewhere.Id));
        var more = await App.PersonAsync(await App.RoleAsync(TicketPermissions.Edit, Scope.All));

        Assert.Equal(PeopleRefusals.SameAccount, (await MergeAsync(a, a)).Refusal?.Code);
        Assert.Equal(PeopleRefusals.IsInactive, (await MergeAsync(a, inactive)).Refusal?.Code);
        Assert.Equal(PeopleRefusals.HoldsMore, (await MergeAsync(a, more)).Refusal?.Code);
        Assert.Equal(PeopleRefusals.HoldsMore, (await MergeAsync(more, a)).Refusal?.Code);
        Assert.Equal(Refusal.NotFound, (await MergeAsync(far, a)).Refusal);
        Assert.Equal(PeopleRefusals.NotYourself, (await MergeAsync(await App.LoadAsync<User>(World.Alice), a)).Refusal?.Code);
        Assert.Null((await MergeAsync(b, a)).Refusal);
        Assert.Equal(PeopleRefusals.WasMerged, (await MergeAsync(b, a)).Refusal?.Code);
        App.User.Revoke(UserPermissions.Manage);
        Assert.Equal(Refusal.Forbidden, (await MergeAsync(a, b)).Refusal);
        Assert.True((await App.LoadAsync<User>(a.Id)).IsActive);
    }

    private Task<List<Guid>> GroupsOf(User person) => App.WithDbAsync(db => db.Set<GroupMember>().Where(m => m.UserId == person.Id).Select(m => m.GroupId).ToListAsync());

    private Task<Result> MergeAsync(User gone, User kept) => App.RunAsync((MergeUsers use) => use.RunAsync(new() { GoneId = gone.Id, KeptId = kept.Id }, default));

    private Task<Result<UserMergePreview>> PreviewAsync(User gone, User kept) => App.RunAsync((PreviewUserMerge use) => use.RunAsync(new() { GoneId = gone.Id, KeptId = kept.Id }, default));
}
