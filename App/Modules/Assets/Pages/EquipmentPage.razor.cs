using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Pages;

/// <summary>One piece of equipment: whether it works, where it stands, what is below it and what was done on it. Others' changes appear by themselves.</summary>
public sealed partial class EquipmentPage(GetEquipment get, EditEquipment edit, ChangeLifeCycle life, Inbox inbox, IStringLocalizer<AssetsText> L)
{
    private static readonly string[] Done = [$"OperatingState.{OperatingState.OutOfService}"];

    private EquipmentDetails? details;
    private Dialog dialog;
    private OperatingTrigger step;
    private ReadOrder reads;

    /// <summary>What is open above the page; one at a time.</summary>
    private enum Dialog
    {
        None,
        Step,
        Move,
        Dates,
        Delete,
    }

    [Parameter]
    public string Number { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        if (details is not null && details.Equipment.Number == Number) return;
        (details, refusal, dialog) = (null, null, Dialog.None);   // nothing of other equipment stays open
        Editing.GiveUp();
        await LoadAsync(ReadAsync);
        if (details is null) return;
        Follow([LiveTopic.Record(details.Equipment.Ref), LiveTopic.Notifications(User.Id)], HearAsync);
        await LoadAsync(SeenAsync);
    }

    private static string TagHref(string tag) => $"/equipment?view=All&lifecycle=any&tag={Uri.EscapeDataString(tag)}";

    private async Task HearAsync()
    {
        await ReadAsync();
        await SeenAsync();
    }

    /// <summary>What the bell says of equipment that is on screen is no news.</summary>
    private Task SeenAsync() => details is null ? Task.CompletedTask : inbox.ReadOfRecordAsync(details.Equipment.Ref, Gone);

    private async Task ReadAsync()
    {
        var turn = reads.Start();
        var result = await get.RunAsync(Number, Gone);
        if (reads.IsOvertaken(turn)) return;
        if (result.Failed) (details, refusal) = (null, result.Refusal);
        else details = result.Value;
    }

    private void Open(Dialog which, OperatingTrigger taken = default) => (dialog, step, refusal) = (which, taken, null);

    private void Close() => dialog = Dialog.None;

    private Task DoneAsync()
    {
        Close();
        return LoadAsync(ReadAsync);
    }
}
