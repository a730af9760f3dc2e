using OpsFlux.Kernel.Access.Delegations;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access.Pages;

/// <summary>What one may do oneself, in words; what one lent and borrows; and lending.</summary>
public sealed partial class MyAccessPage(ReadMyAccess read, LendPermissions lend, EndDelegation end)
{
    private MyAccess? mine;
    private DelegateRequest? form;
    private DelegationLine? ending;
    private GivenDays days = new();
    private RequestValidator? validator;

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    private async Task ReadAsync() => mine = await read.RunAsync(Gone);

    private void Begin()
    {
        var today = DateOnly.FromDateTime(Zone.ToLocal(Clock.GetUtcNow()).DateTime);
        (refusal, days, form) = (null, new() { First = today }, new());
    }

    private void Close() => (form, ending, refusal) = (null, null, null);

    private void Ask(DelegationLine line) => (refusal, ending) = (null, line);

    private void Toggle(string permission)
    {
        if (!form!.Permissions.Remove(permission)) form.Permissions.Add(permission);   // the box stands in the form
    }

    private Task<IReadOnlyList<Colleague>> SuggestAsync(string typed, CancellationToken ct) => read.ColleaguesAsync(typed, ct);

    /// <summary>Not by the form's own sending: Enter in the field of names chooses a name.</summary>
    private async Task LendAsync()
    {
        (form!.ValidFrom, form.ValidTo) = (days.From(Zone), days.To(Zone));   // the form stands where this is sent from
        await DoAsync(async () => new((await lend.RunAsync(form, Gone)).Refusal));
    }

    private Task EndAsync() => DoAsync(() => end.RunAsync(ending!.Id, Gone));   // asked about by the dialog

    private async Task DoAsync(Func<Task<Results.Result>> act)
    {
        if (await ActAsync(act))
        {
            Close();
            await LoadAsync(ReadAsync);
        }
        else if (refusal is not null) validator?.Show(refusal);
    }
}
