namespace OpsFlux.Shared.Maintenance;

/// <summary>Permission codes of the module, as API keys and hooks name them.</summary>
public static class MaintenancePermissions
{
    public const string ViewClients = "maintenance.view.client";
    public const string ManageClients = "maintenance.manage.client";
    public const string ViewContracts = "maintenance.view.contract";
    public const string ManageContracts = "maintenance.manage.contract";
    public const string ViewTechnicians = "maintenance.view.technician";
    public const string ManageTechnicians = "maintenance.manage.technician";
    public const string View = "maintenance.view.intervention";
    public const string Create = "maintenance.create.intervention";
    public const string Edit = "maintenance.edit.intervention";
    public const string Assign = "maintenance.assign.intervention";

    /// <summary>To start, hold, resume and close, with what was done.</summary>
    public const string Work = "maintenance.work.intervention";
    public const string Cancel = "maintenance.cancel.intervention";
    public const string Comment = "maintenance.comment.intervention";

    /// <summary>To read and write internal notes.</summary>
    public const string Note = "maintenance.note.intervention";
    public const string Export = "maintenance.export.intervention";
    public const string ViewFigures = "maintenance.view.figures";

    /// <summary>For the people of clients: their own equipment, requests, interventions and contracts in one look, and reporting a problem.</summary>
    public const string ViewPortal = "maintenance.view.portal";
    /// <summary>What an intervention cost us: hourly rates, ways, prices of parts.</summary>
    public const string ViewCosts = "maintenance.view.cost";
    public const string ManageChecklists = "maintenance.manage.checklist";
    /// <summary>To sign for the client, or to have him sign.</summary>
    public const string Sign = "maintenance.sign.intervention";

    /// <summary>To say as a client what one thinks of the work.</summary>
    public const string Rate = "maintenance.rate.intervention";

    /// <summary>To make an archived intervention one that may be changed again.</summary>
    public const string Unarchive = "maintenance.unarchive.intervention";
}

/// <summary>Codes of refusals: stable, public, keys of their texts.</summary>
public static class MaintenanceRefusals
{
    public const string NoTechnician = "maintenance.no-technician";
    public const string UnknownTechnician = "maintenance.unknown-technician";
    public const string TechnicianAway = "maintenance.technician-away";
    public const string UnknownPerson = "maintenance.unknown-person";

    /// <summary>Work begins and ends it, and nobody's hand.</summary>
    public const string ByInterventions = "maintenance.by-interventions";
    public const string UnknownEquipment = "maintenance.unknown-equipment";
    public const string UnknownContract = "maintenance.unknown-contract";
    public const string UnknownClient = "maintenance.unknown-client";
    public const string UnknownFilter = "maintenance.unknown-filter";
    public const string IsOver = "maintenance.is-over";
    public const string IsArchived = "maintenance.is-archived";
    /// <summary>The ticket became an intervention already: the ticket, and the intervention.</summary>
    public const string AlreadyTurned = "maintenance.already-turned";

    /// <summary>One's account belongs to no client.</summary>
    public const string NoClient = "maintenance.no-client";
    public const string ProfileExists = "maintenance.profile-exists";
    public const string NotBegun = "maintenance.not-begun";
    public const string NotClosed = "maintenance.not-closed";
    public const string NotArchived = "maintenance.not-archived";

    /// <summary>A signature stands under a closed intervention, or in a report.</summary>
    public const string SignatureStands = "maintenance.signature-stands";
    public const string PhotoIsNoImage = "maintenance.photo-is-no-image";

    /// <summary>Only people of the client say what they think of the work.</summary>
    public const string RatedByClients = "maintenance.rated-by-clients";
    public const string RatedAlready = "maintenance.rated-already";

    /// <summary>The days in which it could be changed are over.</summary>
    public const string RatingStands = "maintenance.rating-stands";
}
