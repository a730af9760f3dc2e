namespace OpsFlux.Modules.Tickets.Import;

/// <summary>Marks the texts of ticket imports.</summary>
public sealed class TicketImportText;
