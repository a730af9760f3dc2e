using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Delegations;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Api.Auth;
using OpsFlux.Kernel.Api.Keys;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Kernel.Accounts.People;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Api.Keys;

/// <summary>A key does what it was made for, and gives nothing of what its owner holds besides.</summary>
[Trait("Category", "Access")]
public sealed class NarrowedKeyTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task What_a_key_is_narrowed_to_is_all_that_it_may_give_or_lend()
    {
        var (owner, other) = (await App.PersonAsync(await App.RoleAsync(AccessPermissions.Delegate, Scope.All)), await App.PersonAsync());
        await App.SaveAsync(new RoleAssignment { RoleId = (await App.RoleAsync(TicketPermissions.Work, Scope.All)).Id, UserId = owner.Id });
        var request = new DelegateRequest { ToUserId = other.Id, Permissions = [TicketPermissions.Work], ValidFrom = App.Clock.Now, ValidTo = App.Clock.Now.AddDays(1) };

        var byViewing = await LendAsync(owner, request, TicketPermissions.View);
        var byDelegating = await LendAsync(owner, request, AccessPermissions.Delegate);
        var byBoth = await LendAsync(owner, request, AccessPermissions.Delegate, TicketPermissions.Work);

        Assert.Equal(Refusal.Forbidden, byViewing.Refusal);
        Assert.Equal(AccessRefusals.BeyondOwn, byDelegating.Refusal?.Code);
        Assert.Null(byBoth.Refusal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_of_somebody_who_is_locked_or_merged_opens_nothing(bool isLocked)
    {
        var (owner, kept) = (await App.PersonAsync(), await App.PersonAsync());
        var secret = Secrets.New(Secrets.Key);
        await App.SaveAsync(new ApiKey
        {
            UserId = owner.Id, Name = "Sonde", Prefix = secret[..10], Hash = Secrets.Hash(secret, Secrets.Key)!, Permissions = [TicketPermissions.View], ExpiresAt = App.Clock.Now.AddDays(9),   // made just now
        });
        await using var scope = App.Services.CreateAsyncScope();
        using var book = ActivatorUtilities.CreateInstance<CredentialBook>(scope.ServiceProvider);
        Assert.NotNull(await book.FindAsync(secret, null, default));

        DateTimeOffset? until = isLocked ? App.Clock.Now.AddDays(1) : null;
        Guid? into = isLocked ? null : kept.Id;
        await App.WithDbAsync(db => db.Set<User>().Where(u => u.Id == owner.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, until).SetProperty(u => u.MergedIntoId, into)));
        book.Forget();

        Assert.Null(await book.FindAsync(secret, null, default));
    }

    private async Task<Result<Guid>> LendAsync(User owner, DelegateRequest request, params string[] only)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var principal = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, owner.Id.ToString()), .. only.Select(p => new Claim(UserClaims.Only, p))], "test"));
        await scope.ServiceProvider.GetRequiredService<CurrentUser>().SetAsync(principal, "192.0.2.7", default);
        return await scope.ServiceProvider.GetRequiredService<LendPermissions>().RunAsync(request, default);
    }
}
