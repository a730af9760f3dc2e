namespace OpsFlux.Shared.Kernel;

/// <summary>Permission codes around people. The scope 'structure' covers the people of those structures.</summary>
public static class UserPermissions
{
    public const string View = "users.view.user";

    /// <summary>To add, invite, change, deactivate, unlock, end sessions of, and merge.</summary>
    public const string Manage = "users.manage.user";
    public const string ManageGroups = "users.manage.group";

    /// <summary>To read the connection journal of others.</summary>
    public const string ViewSignIns = "users.view.signin";

    /// <summary>To read everything that is held on a person.</summary>
    public const string ExportPersonalData = "privacy.export.person";
    public const string Anonymise = "privacy.anonymise.person";
    public const string ManageRetention = "privacy.manage.retention";
}

/// <summary>Permission codes around who may do what.</summary>
public static class AccessPermissions
{
    /// <summary>To read roles, assignments and delegations, to ask why somebody may do something, and to export the review.</summary>
    public const string View = "access.view.role";

    /// <summary>To define roles. Belongs to no structure: it has to reach everywhere.</summary>
    public const string ManageRoles = "access.manage.role";

    /// <summary>To give and take roles and permissions, never beyond what one holds oneself.</summary>
    public const string Assign = "access.assign.role";

    /// <summary>To lend permissions of one's own.</summary>
    public const string Delegate = "access.delegate.permission";
}

/// <summary>Permission codes of the organisation's structure.</summary>
public static class OrganisationPermissions
{
    public const string ManageStructures = "organisation.manage.structure";
    public const string ManageSites = "organisation.manage.site";
    public const string ManageSettings = "organisation.manage.settings";

    /// <summary>To see and bring back deleted records that one could see otherwise.</summary>
    public const string Restore = "records.restore.record";
}

/// <summary>Permission codes of the REST API itself.</summary>
public static class ApiPermissions
{
    /// <summary>To make keys by which other systems act as oneself.</summary>
    public const string UseKeys = "api.use.key";

    /// <summary>To see and revoke everybody's keys.</summary>
    public const string ManageKeys = "api.manage.key";
}
