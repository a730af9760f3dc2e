using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Access.Granting;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access.Pages;

/// <summary>The roles of a person or a group, and a person's own permissions: to see, give and take. One of the two ids is given.</summary>
public sealed partial class AssignmentsEditor(ListAssignments list, AssignRole assign, TakeRole take, GrantPermission grant, TakeGrant takeGrant)
{
    private sealed record Taking(Guid Id, string Name, bool IsRole);

    private HolderAssignments? shown;
    private AssignmentChoices choices = new([], []);
    private AssignRoleRequest? form;
    private GrantPermissionRequest? granting;
    private Taking? taking;
    private GivenDays days = new();
    private RequestValidator? validator;

    [Parameter] public Guid? UserId { get; set; }
    [Parameter] public Guid? GroupId { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync(ReadAsync);

    private async Task ReadAsync()
    {
        var read = await list.RunAsync(UserId, GroupId, Gone);
        (shown, refusal) = (read.Value, read.Refusal);
    }

    private async Task BeginRoleAsync()
    {
        (refusal, days) = (null, new());
        await LoadAsync(async () => choices = await list.ChoicesAsync(Gone));
        form = new() { UserId = UserId, GroupId = GroupId };
    }

    private void BeginGrant() => (refusal, days, granting) = (null, new(), new() { UserId = UserId!.Value, Scope = GivenScope.Structure });   // offered for people alone

    private void Ask(Guid id, string name, bool isRole) => (refusal, taking) = (null, new(id, name, isRole));

    private void Close() => (form, granting, taking, refusal) = (null, null, null, null);

    private Task GiveRoleAsync()
    {
        (form!.ValidFrom, form.ValidTo) = (days.From(Zone), days.To(Zone));   // the form stands where this is sent from
        return DoAsync(async () => new((await assign.RunAsync(form, Gone)).Refusal));
    }

    private Task GrantAsync()
    {
        (granting!.ValidFrom, granting.ValidTo) = (days.From(Zone), days.To(Zone));   // as above
        return DoAsync(async () => new((await grant.RunAsync(granting, Gone)).Refusal));
    }

    private Task TakeAsync() => DoAsync(() => taking!.IsRole ? take.RunAsync(taking.Id, Gone) : takeGrant.RunAsync(taking.Id, Gone));   // asked about by the dialog

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
