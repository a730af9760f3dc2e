using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Pages;

/// <summary>The form of a new person; afterwards, how he gets in.</summary>
public sealed partial class NewUserPage(CreateUser create, ProposeUserName propose, UserChoices choices)
{
    private readonly CreateUserRequest form = new();
    private IReadOnlyList<NamedId>? structures;
    private IReadOnlyList<RoleChoice> roles = [];
    private CreatedUser? created;
    private RequestValidator? validator;

    /// <summary>From then on the proposal follows the name no more.</summary>
    private bool isNamedByHand;

    protected override Task OnInitializedAsync() => LoadAsync(async () =>
    {
        structures = await choices.StructuresAsync(UserPermissions.Manage, Gone);
        if (structures is [var only]) form.StructureId = only.Id;
        await ReadRolesAsync();
    });

    private async Task ProposeAsync()
    {
        if ((isNamedByHand && !string.IsNullOrWhiteSpace(form.UserName)) || string.IsNullOrWhiteSpace(form.DisplayName)) return;
        form.UserName = (await propose.RunAsync(form.DisplayName, Gone)).Value;
    }

    private async Task ReadRolesAsync()
    {
        roles = form.StructureId is { } structure ? await choices.RolesToGiveAsync(structure, Gone) : [];
        if (!roles.Any(r => r.Id == form.RoleId)) form.RoleId = null;
    }

    private async Task SaveAsync()
    {
        var done = await ActAsync(async () =>
        {
            var result = await create.RunAsync(form, Gone);
            created = result.Value;
            return new Result(result.Refusal);
        });
        if (!done && refusal is not null) validator?.Show(refusal);
    }
}
