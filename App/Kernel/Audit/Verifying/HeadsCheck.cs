using OpsFlux.Kernel.Audit.Sealing;

namespace OpsFlux.Kernel.Audit.Verifying;

/// <summary>Walks the file of heads beside the chain, both in their order.</summary>
internal sealed class HeadsCheck(AuditHeads heads, CancellationToken ct) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<AuditHead> file = heads.ReadAsync(ct).GetAsyncEnumerator(ct);
    private AuditHead? next;
    private bool isStarted;

    /// <summary>What the file says against this link, if anything.</summary>
    public async Task<AuditFinding?> CompareAsync(AuditSeal seal)
    {
        if (!isStarted) (isStarted, next) = (true, await ReadAsync());
        AuditFinding? found = null;
        while (next is not null && next.Number <= seal.Number)
        {
            if (next.Number == seal.Number && next.Hash != Convert.ToHexStringLower(seal.Hash))
                found = new(AuditFindingKind.HeadDiffers, seal.Number, null, next.At);
            next = await ReadAsync();
        }

        return found;
    }

    /// <summary>What the file knows beyond the last link.</summary>
    public async IAsyncEnumerable<AuditFinding> RestAsync()
    {
        if (!isStarted) (isStarted, next) = (true, await ReadAsync());
        for (; next is not null; next = await ReadAsync()) yield return new(AuditFindingKind.TailCut, next.Number, null, next.At);
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();

    private async Task<AuditHead?> ReadAsync() => await file.MoveNextAsync() ? file.Current : null;
}
