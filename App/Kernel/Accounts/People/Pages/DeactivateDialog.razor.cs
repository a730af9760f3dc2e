using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Accounts.People.Leaving;

namespace OpsFlux.Kernel.Accounts.People.Pages;

/// <summary>Asks before an account is taken out of use: what hangs on the person, and who goes on with it.</summary>
public sealed partial class DeactivateDialog(DeactivateUser deactivate, SuggestUsers suggest)
{
    private IReadOnlyList<PersonDuty> duties = [];
    private Guid? heir;
    private bool handsOver = true, wasOpen, isRead;

    [Parameter, EditorRequired] public bool Open { get; set; }
    [Parameter, EditorRequired] public UserDetails Details { get; set; } = null!; // EditorRequired
    [Parameter] public EventCallback OnDone { get; set; }
    [Parameter] public EventCallback OnClose { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (Open == wasOpen) return;
        wasOpen = Open;
        if (!Open) return;
        (heir, handsOver, isRead, refusal, duties) = (null, true, false, null, []);
        await LoadAsync(async () =>
        {
            var found = await deactivate.PreviewAsync(Details.Person.Id, Gone);
            (duties, refusal, isRead) = (found.Value ?? [], found.Refusal, !found.Failed);
        });
    }

    private async Task<IReadOnlyList<UserSuggestion>> SearchAsync(string typed, CancellationToken ct) =>
        [.. (await suggest.RunAsync(typed, activeOnly: true, ct)).Where(p => p.Id != Details.Person.Id)];

    private async Task DeactivateAsync()
    {
        var request = new OpsFlux.Shared.Kernel.DeactivateUserRequest { Id = Details.Person.Id, Stamp = Details.Stamp, HandOverTo = heir, HandsOver = handsOver };
        if (await ActAsync(() => deactivate.RunAsync(request, Gone))) await OnDone.InvokeAsync();
    }
}
