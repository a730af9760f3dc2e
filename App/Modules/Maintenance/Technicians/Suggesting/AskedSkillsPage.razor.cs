using System.Globalization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Suggesting;

/// <summary>Which skills work on each type of equipment asks for.</summary>
public sealed partial class AskedSkillsPage(EditAskedSkills edit)
{
    private IReadOnlyList<AskedSkillsRow>? rows;
    private SaveAskedSkillsRequest? form;
    private RequestValidator? validator;
    private string edited = "";
    private bool mayChange;

    protected override Task OnInitializedAsync()
    {
        mayChange = User.CanEverywhere(MaintenancePermissions.ManageTechnicians);
        return LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var read = await edit.ListAsync(Gone);
        if (read.Failed) refusal = read.Refusal;
        else rows = read.Value;
    }

    private void Open(AskedSkillsRow row) =>
        (refusal, edited, form) = (null, NameOf(row), new() { EquipmentTypeId = row.TypeId, Skills = row.Skills, Seen = row.Skills });

    private async Task SaveAsync()
    {
        if (await ActAsync(() => edit.SaveAsync(form!, Gone)))   // the form is open
        {
            form = null;
            await LoadAsync(ReadAsync);
        }
        else if (refusal is not null) validator?.Show(refusal);
    }

    private static string NameOf(AskedSkillsRow row) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? row.EnglishName ?? row.Name : row.Name;
}
