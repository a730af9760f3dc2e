using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Passwords;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.Passwords;

public sealed class ChangePasswordTests(CredentialsApp app) : AppTests<CredentialsApp>(app)
{
    private const string New = "quatre tortues dansent";

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions_settles_the_debt_and_is_told()
    {
        var person = await App.PersonAsync(p => p.MustChangePassword = true);
        var elsewhere = await App.ActAsAsync(person);
        var here = await App.ActAsAsync(person);
        Assert.Equal(SessionDebt.ChangePassword, here.Owes);

        var changed = await ChangeAsync(CredentialsApp.Password, New);

        Assert.Null(changed);
        Assert.Equal(SessionEnd.CredentialsChanged, (await App.LoadAsync<Session>(elsewhere.Id)).EndedBy);
        var kept = await App.LoadAsync<Session>(here.Id);
        Assert.Null(kept.EndedAt);
        Assert.Equal(SessionDebt.Nothing, kept.Owes);
        Assert.Equal(App.Clock.Now, (await App.LoadAsync<User>(person.Id)).PasswordChangedAt);
        Assert.Contains(await App.MailsAsync(person), m => m.Subject.Contains("mot de passe", StringComparison.Ordinal) && !m.IsSecret);
        Assert.IsType<Refused>(await SignInAsync(person, CredentialsApp.Password));
        Assert.IsType<Entered>(await SignInAsync(person, New));
    }

    [Fact]
    public async Task Each_refusal_names_its_field_and_changes_nothing()
    {
        var person = await App.PersonAsync();
        await App.ActAsAsync(person);

        Assert.Equal(("Current", PasswordFlaws.WrongCurrent), await ChangeAsync("not the present one", New));
        Assert.Equal(("Password", PasswordFlaws.TooShort), await ChangeAsync(CredentialsApp.Password, "court"));
        Assert.Equal(("Password", PasswordFlaws.Unchanged), await ChangeAsync(CredentialsApp.Password, CredentialsApp.Password));
        Assert.Equal(("Again", PasswordFlaws.Different), await ChangeAsync(CredentialsApp.Password, New, "quatre tortues chantent"));
        Assert.Equal(person.PasswordHash, (await App.LoadAsync<User>(person.Id)).PasswordHash);
    }

    [Fact]
    public async Task Guessing_the_present_password_in_an_open_session_is_slowed_down()
    {
        var person = await App.PersonAsync(p => p.PasswordHash = "AQAAAAIAAYag");    // nothing to hash
        await App.ActAsAsync(person);

        foreach (var guess in Enumerable.Range(0, 5)) Assert.Equal(PasswordFlaws.WrongCurrent, (await ChangeAsync($"guess {guess}", New))?.Code);

        Assert.Equal(CredentialRefusals.ProofBlocked, (await ChangeAsync(CredentialsApp.Password, New))?.Code);
    }

    [Fact]
    public async Task A_password_of_the_directory_is_changed_there()
    {
        var person = await App.PersonAsync(p => p.DirectoryName = $"cn={p.UserName}");
        await App.ActAsAsync(person);

        Assert.Equal(CredentialRefusals.InDirectory, (await ChangeAsync(CredentialsApp.Password, New))?.Code);
    }

    private async Task<(string Field, string Code)?> ChangeAsync(string current, string password, string? again = null)
    {
        var changed = await App.RunAsync((ChangePassword use) => use.RunAsync(new() { Current = current, Password = password, Again = again ?? password }, default));
        if (changed.Refusal is not { } refusal) return null;
        return refusal.Fields is [var field] ? (field.Field, field.Code) : ("", refusal.Code);
    }

    private Task<DoorAnswer> SignInAsync(User person, string password) => App.RunAsync((SignIn door) => door.RunAsync(person.UserName!, password, CredentialsApp.Browser, default));    // has a name
}
