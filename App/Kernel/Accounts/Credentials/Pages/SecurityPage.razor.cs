using Microsoft.JSInterop;
using OpsFlux.Kernel.Accounts.Passkeys;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts.Credentials.Pages;

/// <summary>
/// How one signs in, and how to change it. Every change asks first for a proof of who is there, if the last one is old.
/// The page where a session that owes a second factor settles it.
/// </summary>
public sealed partial class SecurityPage(
    GetSecurity get, EnrolAuthenticator enrol, RemoveAuthenticator remove, RenewRecoveryCodes renew, ChangePasskey passkeys, IJSRuntime js)
{
    private enum Ask
    {
        Nothing,
        RemoveAuthenticator,
        RenewCodes,
        RemovePasskey,
    }

    private SecurityView? view;
    private Enrolment? enrolment;
    private NewCodes codes = NewCodes.None;
    private Ask asked;
    private PasskeyLine? leaving;
    private string? passkeyMessage;
    private bool isSettled;

    /// <summary>What was asked for before a proof was; counted, so that each asking begins with an empty field.</summary>
    private Func<Task>? afterProof;
    private int proofs;

    protected override Task OnInitializedAsync() => LoadAsync();

    private Task LoadAsync() => LoadAsync(async () =>
    {
        var read = await get.RunAsync(Gone);
        if (read.Failed)
        {
            refusal = read.Refusal;
            return;
        }

        isSettled |= view?.Owes is SessionDebt.EnrolSecondFactor && read.Value.Owes is SessionDebt.Nothing;
        view = read.Value;
    });

    private void AskProof(Func<Task> then) => (afterProof, proofs) = (then, proofs + 1);

    private async Task ProofGivenAsync()
    {
        var then = afterProof;
        afterProof = null;
        if (then is not null) await then();
    }

    /// <summary>Does it at once where the last proof is fresh: the use case says whether it is.</summary>
    private async Task ProvedAsync(Func<Task<Result>> act)
    {
        if (await ActAsync(act)) return;
        if (refusal?.Code != Shared.Kernel.CredentialRefusals.ProofNeeded) return;
        refusal = null;
        AskProof(() => ActAsync(act));
    }

    private async Task<Result> BeginAsync()
    {
        var begun = await enrol.BeginAsync(Gone);
        if (begun.Failed) return begun.Refusal;
        enrolment = begun.Value;
        return Result.Ok;
    }

    private async Task EnrolledAsync(NewCodes made)
    {
        enrolment = null;
        if (made.Codes.Count > 0) codes = made;
        await LoadAsync();
    }

    private async Task ConfirmedAsync()
    {
        var doing = asked;
        asked = Ask.Nothing;
        await ProvedAsync(() => doing switch
        {
            Ask.RemoveAuthenticator => DoneAsync(remove.RunAsync(Gone)),
            Ask.RenewCodes => RenewAsync(),
            _ => DoneAsync(passkeys.RemoveAsync(leaving!.Id, Gone)),   // the dialog was opened from its line
        });
    }

    private async Task<Result> RenewAsync()
    {
        var made = await renew.RunAsync(Gone);
        if (made.Failed) return made.Refusal;
        codes = made.Value;
        await LoadAsync();
        return Result.Ok;
    }

    private async Task<Result> DoneAsync(Task<Result> act)
    {
        var done = await act;
        if (!done.Failed) await LoadAsync();
        return done;
    }

    /// <summary>The proof comes first: asked for by the browser's own dialog in between, one would have to begin again.</summary>
    private async Task AddPasskeyAsync((Microsoft.AspNetCore.Components.ElementReference Area, string Name) asked)
    {
        await LoadAsync();
        if (view?.NeedsProof == true) AskProof(() => MakePasskeyAsync(asked.Area, asked.Name));
        else await MakePasskeyAsync(asked.Area, asked.Name);
    }

    private async Task MakePasskeyAsync(Microsoft.AspNetCore.Components.ElementReference area, string name)
    {
        busy = true;
        try
        {
            var made = await js.InvokeAsync<PasskeyMaking>("OpsFlux.passkeys.add", Gone, area, name);
            passkeyMessage = made.Cancelled ? Texts["Passkeys.Cancelled"] : made.Refusal;
            if (passkeyMessage is null) codes = new(made.Codes);
        }
        finally
        {
            busy = false;
        }

        await LoadAsync();
    }

    private async Task RenamePasskeyAsync((PasskeyLine Line, string Name) change) =>
        await ActAsync(() => DoneAsync(passkeys.RenameAsync(change.Line.Id, change.Name, Gone)));

    private void AskRemovePasskey(PasskeyLine line) => (leaving, asked) = (line, Ask.RemovePasskey);

    private string Title(Ask ask) => ask switch
    {
        Ask.RemoveAuthenticator => Texts["Security.Authenticator.Remove"],
        Ask.RenewCodes => Texts["Codes.Renew"],
        _ => Texts["Passkeys.Remove"],
    };

    private string Question(Ask ask) => ask switch
    {
        Ask.RemoveAuthenticator => Texts["Security.Authenticator.RemoveQuestion"],
        Ask.RenewCodes => Texts["Codes.RenewQuestion"],
        _ => Texts.Format("Passkeys.RemoveQuestion", leaving?.Name ?? Texts["Passkeys.Unnamed"]),
    };

    /// <summary>What passkeys.js answers.</summary>
    private sealed record PasskeyMaking(IReadOnlyList<string> Codes, string? Refusal, bool Cancelled);
}
