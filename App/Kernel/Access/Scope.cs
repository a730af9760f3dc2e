namespace OpsFlux.Kernel.Access;

/// <summary>How far a permission reaches. Each level includes the ones before it.</summary>
public enum Scope
{
    /// <summary>Records that belong to the person (see <c>IOwnedRecord</c>).</summary>
    Own,
    /// <summary>Records of the structures of the assignment, sub-structures included.</summary>
    Structure,
    All,
}

/// <summary>The roles that exist from the first start on. Administrators may change what they hold.</summary>
public static class BuiltInRoles
{
    public const string Administrator = "Administrator";
    public const string Manager = "Manager";
    public const string Technician = "Technician";
    public const string User = "User";
    public const string Client = "Client";
    public const string HseManager = "HseManager";
    public const string Auditor = "Auditor";

    public static readonly IReadOnlyList<string> Codes = [Administrator, Manager, Technician, User, Client, HseManager, Auditor];
}
