using System.Globalization;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Interventions.Pages;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Maintenance.Portal;

/// <summary>All that a client has with us, in one look; live.</summary>
public sealed partial class PortalPage(GetPortal get)
{
    private PortalView? portal;
    private ReadOrder reads;

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync(ReadAsync);
        if (portal is not null) Follow([LiveTopic.Person(TicketTurning.RecordKind, User.Id), .. InterventionTopics.Of(User), .. Machines()], ReadAsync);
    }

    private IEnumerable<string> Machines() => (User.ReachOf(AssetPermissions.View)?.Structures ?? []).Select(s => LiveTopic.Structure(EquipmentReading.RecordKind, s));

    private async Task ReadAsync()
    {
        var turn = reads.Start();
        var result = await get.RunAsync(Gone);
        if (!reads.IsOvertaken(turn)) (portal, refusal) = (result.Value, result.Refusal);
    }

    /// <summary>When it is planned, when it ended, or that it is planned yet.</summary>
    private string WhenOf(PortalIntervention row)
    {
        var wording = new InstantWording(Zone, Texts);
        return row switch
        {
            { EndedAt: { } ended } => Texts.Format("Portal.EndedAt", wording.Short(ended, Clock.GetUtcNow())),
            { PlannedAt: { } planned } => Texts.Format("Portal.PlannedAt", wording.Short(planned, Clock.GetUtcNow())),
            _ => Texts["Portal.NotPlanned"],
        };
    }

    private static string Day(DateOnly day) => day.ToString("d", CultureInfo.CurrentCulture);
}
