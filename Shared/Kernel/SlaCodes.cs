namespace OpsFlux.Shared.Kernel;

/// <summary>Permission codes of clocks and agreements.</summary>
public static class SlaPermissions
{
    /// <summary>To see agreements, rotas and figures of compliance.</summary>
    public const string View = "sla.view.policy";

    /// <summary>To define agreements and rotas, and to have clocks computed again; they belong to the whole organisation.</summary>
    public const string Manage = "sla.manage.policy";

    /// <summary>To leave a clock out of the figures, and to explain why one was missed.</summary>
    public const string Judge = "sla.judge.clock";
}

public static class SlaLimits
{
    public const int NameMax = 100;
    public const int JustificationMax = 1000;
}
