using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Sms.Numbers;

/// <summary>The part of one's page of security that is about the mobile number. Proofs are asked for by the page it stands on.</summary>
public sealed partial class PhoneCard(GetPhone get, RequestPhoneCode request, ConfirmPhone confirm, RemovePhone remove, SwitchSmsFactor factor)
{
    private enum Step
    {
        Rest,
        Number,
        Code,
    }

    private enum Ask
    {
        Nothing,
        Remove,
        SwitchOff,
    }

    private PhoneView? view;
    private Step step;
    private Ask asked;
    private ElementReference field;
    private bool isFieldNew;
    private string phone = "", code = "";
    private string? wrong, done;

    /// <summary>Does it, and asks for a proof first where the use case says that one is needed.</summary>
    [Parameter, EditorRequired] public Func<Func<Task<Result>>, Task> Proved { get; set; } = null!; // EditorRequired
    [Parameter] public bool Busy { get; set; }

    /// <summary>A role asks for a second factor.</summary>
    [Parameter] public bool IsRequired { get; set; }

    /// <summary>With the recovery codes to show, if any.</summary>
    [Parameter] public EventCallback<NewCodes> OnChanged { get; set; }

    private bool IsBusy => Busy || busy;

    private string? Invalid => wrong is null ? null : "true";

    private string AskedTitle => asked is Ask.SwitchOff ? "Phone.Factor.SwitchOff" : "Phone.Remove";

    private string Question => Texts[asked is Ask.SwitchOff ? "Phone.Factor.SwitchOff.Question" : view is { IsFactor: true } ? "Phone.Remove.Question.Factor" : "Phone.Remove.Question"];

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        if (view is { IsOn: true, Pending: not null }) step = Step.Code;   // the page was loaded again while the message was on its way
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!isFieldNew) return;
        isFieldNew = false;
        await field.TryFocusAsync();
    }

    private Task LoadAsync() => LoadAsync(async () => view = (await get.RunAsync(Gone)).Value ?? view);

    private void Begin(Step next)
    {
        (step, wrong, done, code) = (next, null, null, "");
        isFieldNew = next is not Step.Rest;
    }

    private Task RequestAsync() => ActAsync("Phone", async () =>
    {
        var sent = await request.RunAsync(phone, Gone);
        if (sent.Failed) return sent.Refusal;
        await LoadAsync();
        Begin(Step.Code);
        return Result.Ok;
    });

    private Task ConfirmAsync() => ActAsync("Code", async () =>
    {
        var confirmed = await confirm.RunAsync(code, Gone);
        if (confirmed.Refusal is { Code: "sms-code-expired" }) Begin(Step.Number);
        return confirmed.Failed ? confirmed : await DoneAsync(NewCodes.None, "Phone.Confirmed");
    });

    private Task SwitchOnAsync() => ActAsync(null, async () =>
    {
        var made = await factor.OnAsync(Gone);
        return made.Failed ? made.Refusal : await DoneAsync(made.Value, "Phone.Factor.SwitchedOn");
    });

    private Task ConfirmedAsync()
    {
        var doing = asked;
        asked = Ask.Nothing;
        return ActAsync(null, async () =>
        {
            var result = doing is Ask.SwitchOff ? await factor.OffAsync(Gone) : await remove.RunAsync(Gone);
            return result.Failed ? result : await DoneAsync(NewCodes.None, doing is Ask.SwitchOff ? "Phone.Factor.SwitchedOff" : "Phone.Removed");
        });
    }

    private async Task<Result> DoneAsync(NewCodes made, string told)
    {
        Begin(Step.Rest);
        (phone, done) = ("", Texts[told]);
        await LoadAsync();
        await OnChanged.InvokeAsync(made);
        return Result.Ok;
    }

    /// <summary>What is wrong with a field is said beside it; the rest by the page.</summary>
    /// <param name="name">Of the field that is on screen.</param>
    private async Task ActAsync(string? name, Func<Task<Result>> act)
    {
        (wrong, done) = (null, null);
        await Proved(async () =>
        {
            var result = await act();
            if (result.Refusal is not { Fields: [var error, ..] } || error.Field != name) return result;
            wrong = Texts.Of(error);
            isFieldNew = true;
            return Result.Ok;
        });
        StateHasChanged();
    }
}
