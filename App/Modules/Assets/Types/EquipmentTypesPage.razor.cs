using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Types;

/// <summary>Which types of equipment there are, and what they are called in each language.</summary>
public sealed partial class EquipmentTypesPage(EditEquipmentTypes edit, IStringLocalizer<AssetsText> L)
{
    private IReadOnlyList<EquipmentType>? types;
    private SaveEquipmentTypeRequest? form;
    private EquipmentType? retiring;
    private RequestValidator? validator;
    private bool mayChange;

    protected override Task OnInitializedAsync()
    {
        mayChange = User.CanEverywhere(AssetPermissions.Configure);
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var read = await edit.ListAsync(Gone);
        if (read.Failed) refusal = read.Refusal;
        else types = read.Value;
    }

    private void Open(EquipmentType? type)
    {
        refusal = null;
        form = type is null ? new() : new() { Id = type.Id, Version = type.Version, French = type.Name, English = type.EnglishName };
    }

    private async Task SaveAsync()
    {
        await ChangeAsync(() => edit.SaveAsync(form!, Gone));   // the form is open
        if (refusal is not null) validator?.Show(refusal);
    }

    private Task ToggleAsync(EquipmentType type)
    {
        (refusal, retiring) = (null, type.IsActive ? type : null);
        return type.IsActive ? Task.CompletedTask : ActivateAsync(type, true);
    }

    private Task ActivateAsync(EquipmentType type, bool isActive) => ChangeAsync(() => edit.ActivateAsync(type.Id, type.Version, isActive, Gone));

    private async Task ChangeAsync(Func<Task<Result>> change)
    {
        if (!await ActAsync(change)) return;
        (form, retiring) = (null, null);
        await LoadAsync(ReadAsync);
    }
}
