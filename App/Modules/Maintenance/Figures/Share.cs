namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>Part of a whole that was counted, so that the base stands beside the figure. Shares of several periods are added, never averaged.</summary>
public readonly record struct Share(int Part, int Whole)
{
    /// <summary>Between 0 and 1; nothing where there is no whole.</summary>
    public Figure<decimal> Value => Whole == 0 ? Figure.Nothing : (decimal)Part / Whole;

    public static Share operator +(Share a, Share b) => new(a.Part + b.Part, a.Whole + b.Whole);

    public static Share Add(Share left, Share right) => left + right;
}
