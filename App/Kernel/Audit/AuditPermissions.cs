namespace OpsFlux.Kernel.Audit;

/// <summary>The log has no structures and no owners: each of these covers all of it or nothing.</summary>
public static class AuditPermissions
{
    public const string View = "audit.view.entry";
    public const string Export = "audit.export.entry";
    public const string Erase = "audit.erase.entry";
}
