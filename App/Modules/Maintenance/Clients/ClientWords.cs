using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Clients;

/// <summary>Clients as they are shown.</summary>
internal static class ClientWords
{
    public static string Tone(ClientStatus status) => status switch
    {
        ClientStatus.Prospect => "new",
        ClientStatus.Active => "run",
        ClientStatus.Suspended => "wait",
        _ => "done",
    };
}
