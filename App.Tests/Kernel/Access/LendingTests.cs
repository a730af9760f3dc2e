using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Delegations;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Access;

/// <summary>Lending, and taking back what was lent.</summary>
[Trait("Category", "Access")]
public sealed class LendingTests(TestApp app) : AppTests(app)
{
    private const string Work = TicketPermissions.Work, View = TicketPermissions.View;

    [Fact]
    public async Task One_lends_ones_own_to_a_colleague_who_gives_it_back()
    {
        var (lender, borrower) = (await LenderAsync(), await App.PersonAsync(name: "Paul Duval"));
        await using var asLender = await App.SignInAsync(lender);
        await using var asBorrower = await App.SignInAsync(borrower);

        var lent = await asLender.RunAsync((LendPermissions use) => use.RunAsync(Request(borrower.Id, Work), default));
        var mine = await asLender.RunAsync((ReadMyAccess use) => use.RunAsync(default));
        var theirs = await asBorrower.RunAsync((ReadMyAccess use) => use.RunAsync(default));

        Assert.Null(lent.Refusal);
        Assert.Equal("Paul Duval", Assert.Single(mine.Lent).To);
        Assert.Equal([Work], Assert.Single(theirs.Borrowed).Permissions);
        Assert.Null((await asBorrower.RunAsync((EndDelegation use) => use.RunAsync(lent.Value, default))).Refusal);
        Assert.Equal(AccessRefusals.AlreadyEnded, (await asLender.RunAsync((EndDelegation use) => use.RunAsync(lent.Value, default))).Refusal?.Code);
    }

    [Fact]
    public async Task What_cannot_be_lent_is_refused_by_name()
    {
        var (lender, borrower) = (await LenderAsync(), await App.PersonAsync());
        await App.GiveAsync(lender, await App.RoleAsync(Scope.Own, View));
        await using var circuit = await App.SignInAsync(lender);
        async Task<Refusal?> LendAsync(DelegateRequest request) => (await circuit.RunAsync((LendPermissions use) => use.RunAsync(request, default))).Refusal;
        string? FieldOf(Refusal? refusal) => refusal?.Fields.Single().Field;

        Assert.Equal(AccessRefusals.NothingToLend, (await LendAsync(Request(borrower.Id, View)))?.Code);
        Assert.Equal("Permissions", FieldOf(await LendAsync(Request(borrower.Id))));
        Assert.Equal("ToUserId", FieldOf(await LendAsync(Request(lender.Id, Work))));
        Assert.Equal("ToUserId", FieldOf(await LendAsync(Request(null, Work))));
        Assert.Equal("ToUserId", FieldOf(await LendAsync(Request((await ClientAsync()).Id, Work))));
        var backwards = Request(borrower.Id, Work);
        backwards.ValidTo = backwards.ValidFrom;
        Assert.Equal("ValidTo", FieldOf(await LendAsync(backwards)));
    }

    [Fact]
    public async Task Lending_takes_the_permission_to_lend_held_oneself()
    {
        var (lender, second, third) = (await LenderAsync(), await App.PersonAsync(), await App.PersonAsync());
        await App.GiveAsync(second, await App.RoleAsync(Scope.All, Work));
        await App.LendAsync(lender, second, AccessPermissions.Delegate);
        await using var circuit = await App.SignInAsync(second);

        Assert.Equal(Refusal.Forbidden, (await circuit.RunAsync((LendPermissions use) => use.RunAsync(Request(third.Id, Work), default))).Refusal);
        Assert.Empty(await circuit.RunAsync((ReadMyAccess use) => use.ColleaguesAsync("a", default)));
    }

    [Fact]
    public async Task An_administrator_lends_for_somebody_absent_what_he_holds_too_and_says_why()
    {
        var (lender, borrower) = (await LenderAsync(), await App.PersonAsync());
        App.User.Grant(AccessPermissions.Assign, Scope.All);
        DelegateRequest For(Guid to, string? reason)
        {
            var request = Request(to, Work);
            (request.FromUserId, request.Reason) = (lender.Id, reason);
            return request;
        }

        Assert.Equal("Reason", (await LendAsAdministratorAsync(For(borrower.Id, " "))).Refusal?.Fields.Single().Field);
        Assert.Equal(AccessRefusals.BeyondOwn, (await LendAsAdministratorAsync(For(borrower.Id, "Congé maladie"))).Refusal?.Code);
        App.User.Grant(Work, Scope.All);
        Assert.Equal(AccessRefusals.NotOneself, (await LendAsAdministratorAsync(For(App.User.Id, "Congé maladie"))).Refusal?.Code);
        var lent = await LendAsAdministratorAsync(For(borrower.Id, "Congé maladie"));
        Assert.Null(lent.Refusal);
        App.User.Revoke(AccessPermissions.Assign);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((EndDelegation use) => use.RunAsync(lent.Value, default))).Refusal);
    }

    private Task<Result<Guid>> LendAsAdministratorAsync(DelegateRequest request) => App.RunAsync((LendPermissions use) => use.RunAsync(request, default));

    private async Task<User> LenderAsync()
    {
        var lender = await App.PersonAsync(name: "Léa Martin");
        await App.GiveAsync(lender, await App.RoleAsync(Scope.Structure, Work, AccessPermissions.Delegate));
        return lender;
    }

    private async Task<User> ClientAsync()
    {
        var client = await App.SaveAsync(Make.Structure("Client", kind: StructureKind.Client));
        return await App.PersonAsync(client);
    }

    private DelegateRequest Request(Guid? to, params string[] permissions) =>
        new() { ToUserId = to, Permissions = [.. permissions], ValidFrom = App.Clock.Now, ValidTo = App.Clock.Now.AddDays(7) };
}
