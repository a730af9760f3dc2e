namespace OpsFlux.Kernel.Web;

/// <summary>
/// A page reads after an action and when it hears of a change; the two overlap. Only the reading that was started last
/// may be shown, since an earlier one can arrive later with older facts. For one circuit: not thread-safe.
/// </summary>
internal struct ReadOrder
{
    private int started;

    /// <summary>Announces a reading; the answer is its turn.</summary>
    public int Start() => ++started;

    public readonly bool IsOvertaken(int turn) => turn != started;
}
