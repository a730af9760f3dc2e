using Microsoft.AspNetCore.Components;

namespace OpsFlux.Kernel.Settings;

/// <summary>What an administrator may choose, for the organisation or for one structure; which one is in the address.</summary>
public sealed partial class SettingsPage(ListSettings list)
{
    private SettingsShown? shown;

    [SupplyParameterFromQuery] public Guid? Structure { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        (shown, refusal) = (null, null);
        await LoadAsync(ReadAsync);
        // Who chooses for some structures only begins at the first of them.
        if (shown is { MayChooseAll: false, Structures: [var first, ..] } && Structure is null) Nav.NavigateTo(AddressOf(first.Id.ToString()), replace: true);
    }

    private async Task ReadAsync()
    {
        var read = await list.RunAsync(Structure, Gone);
        (shown, refusal) = (read.Value, read.Refusal);
    }

    private void Choose(ChangeEventArgs e) => Nav.NavigateTo(AddressOf(e.Value as string));

    private static string AddressOf(string? structure) => string.IsNullOrEmpty(structure) ? "/admin/settings" : $"/admin/settings?structure={structure}";
}
