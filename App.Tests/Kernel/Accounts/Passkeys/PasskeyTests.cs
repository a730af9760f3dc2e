using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Credentials;
using OpsFlux.Kernel.Accounts.Passkeys;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.Passkeys;

/// <summary>What can be seen without a device; adding one and entering by it are told in the browser's tests.</summary>
public sealed class PasskeyTests(CredentialsApp app) : AppTests<CredentialsApp>(app)
{
    [Fact]
    public async Task One_is_renamed_and_removed_by_its_owner_alone()
    {
        var (owner, other) = (await App.PersonAsync(), await App.PersonAsync());
        await App.ActAsAsync(owner);
        var id = await AddAsync(owner);

        await App.ActAsAsync(other);
        Assert.Equal("not-found", (await RenameAsync(id, "mine"))?.Code);
        Assert.Equal("not-found", (await RemoveAsync(id))?.Code);
        App.User.As(owner).SessionId = (await SessionAsync(owner)).Id;
        Assert.Null(await RenameAsync(id, "Portable\u0007 "));

        Assert.Equal("Portable", (await ViewAsync()).Passkeys.Single().Name);
        Assert.Null(await RemoveAsync(id));
        Assert.Empty((await ViewAsync()).Passkeys);
        Assert.Equal("not-found", (await RemoveAsync("no id at all!"))?.Code);
    }

    [Fact]
    public async Task The_last_factor_stays_while_a_role_asks_for_one_and_an_old_proof_removes_nothing()
    {
        var person = await App.PersonAsync();
        var session = await SessionAsync(person);
        App.User.As(person).SessionId = session.Id;
        var id = await AddAsync(person);
        var role = CredentialsApp.Strict();
        await App.SaveAllAsync(role, new RoleAssignment { RoleId = role.Id, UserId = person.Id });

        Assert.Equal(CredentialRefusals.FactorRequired, (await RemoveAsync(id))?.Code);
        App.Clock.Advance(CredentialChange.ProofLasts);
        Assert.Equal(CredentialRefusals.ProofNeeded, (await RemoveAsync(id))?.Code);
    }

    [Fact]
    public async Task Whoever_has_one_is_asked_for_more_than_a_password()
    {
        var person = await App.PersonAsync();
        await AddAsync(person);

        Assert.IsType<SecondFactorAsked>(await App.RunAsync((Doorway door) => door.EnterAsync(person, SignInMethod.Password, CredentialsApp.Browser, default)));
    }

    private async Task<string> AddAsync(User person)
    {
        var credential = Guid.CreateVersion7().ToByteArray();
        await App.SaveAsync(new IdentityUserPasskey<Guid>
        {
            CredentialId = credential,
            UserId = person.Id,
            Data = new() { PublicKey = [1], AttestationObject = [1], ClientDataJson = [1], CreatedAt = App.Clock.Now, Name = "Clé" },
        });
        return WebEncoders.Base64UrlEncode(credential);
    }

    private async Task<OpsFlux.Kernel.Accounts.Sessions.Session> SessionAsync(User person) => ((Entered)await App.RunAsync((Doorway door) =>
        door.EnterAsync(person, SignInMethod.Passkey, CredentialsApp.Browser with { HasSecondFactor = true }, default))).Session;

    private async Task<SecurityView> ViewAsync() => (await App.RunAsync((GetSecurity use) => use.RunAsync(default))).Value!;    // signed in

    private async Task<OpsFlux.Kernel.Results.Refusal?> RenameAsync(string id, string name) => (await App.RunAsync((ChangePasskey use) => use.RenameAsync(id, name, default))).Refusal;

    private async Task<OpsFlux.Kernel.Results.Refusal?> RemoveAsync(string id) => (await App.RunAsync((ChangePasskey use) => use.RemoveAsync(id, default))).Refusal;
}
