using Microsoft.AspNetCore.Identity;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Passkeys;

/// <summary>The door of passkeys: no name is asked for, and the second factor is in the proof itself. Refuses: passkey-refused, sign-in-failed.</summary>
[AnyoneMay("whoever holds the passkey")]
public sealed class EnterByPasskey(IPasskeyHandler<User> handler, PasskeyCeremony ceremony, UserManager<User> users, Doorway doorway) : IUseCase
{
    private const string Purpose = "enter";
    private static readonly Refused NotAccepted = new(Refusal.Conflict(CredentialRefusals.PasskeyRefused));

    /// <summary>What <c>navigator.credentials.get</c> is given; names nobody, so that it tells nothing of who has a passkey.</summary>
    public async Task<string> BeginAsync(HttpContext http)
    {
        var asked = await handler.MakeRequestOptionsAsync(null, http);
        ceremony.Begin(http, Purpose, asked.AssertionState);
        return asked.RequestOptionsJson;
    }

    /// <param name="credential">What the browser answered, as JSON.</param>
    public async Task<DoorAnswer> FinishAsync(HttpContext http, string credential, DoorRequest how, CancellationToken ct)
    {
        var state = await ceremony.EndAsync(http, Purpose, ct);
        if (state is null || credential.Length == 0) return NotAccepted;
        var answer = await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = credential, AssertionState = state });
        if (!answer.Succeeded || !answer.Passkey.IsUserVerified) return NotAccepted;

        await users.AddOrUpdatePasskeyAsync(answer.User, answer.Passkey);   // its counter, by which a copy is recognised
        return await doorway.EnterAsync(answer.User, SignInMethod.Passkey, how with { HasSecondFactor = true }, ct);
    }
}
