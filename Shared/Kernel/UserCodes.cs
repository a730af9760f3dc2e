namespace OpsFlux.Shared.Kernel;

/// <summary>Why something was not done to a person or a group: stable codes, keys of their texts.</summary>
public static class PeopleRefusals
{
    /// <summary>He holds permissions that whoever acts does not: by his account one could reach them.</summary>
    public const string HoldsMore = "users.holds-more";
    public const string NotYourself = "users.not-yourself";
    public const string Anonymised = "users.anonymised";
    public const string AlreadyInactive = "users.already-inactive";
    public const string AlreadyActive = "users.already-active";
    public const string IsInactive = "users.is-inactive";
    public const string NoEmail = "users.no-email";

    /// <summary>The directory knows his password: nothing here can send him a link for it.</summary>
    public const string InDirectory = "users.in-directory";
    public const string NoSecondFactor = "users.no-second-factor";
    public const string WasMerged = "users.was-merged";
    public const string SameAccount = "users.same-account";
    public const string GroupGivesMore = "groups.gives-more";
    public const string AlreadyMember = "groups.already-member";
    public const string GroupInactive = "groups.is-inactive";
    public const string SameGroup = "groups.same-group";
}
