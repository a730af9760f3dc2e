namespace OpsFlux.Kernel.Drafts;

/// <summary>
/// One tab's copy of a draft: what it last saved and on which revision, and the texts of other tabs that wait for a word.
/// Once the form's own draft turns out to be another tab's, this tab saves its own text aside: both stay on the server.
/// </summary>
public sealed class DraftCopy
{
    private readonly DraftStore store;
    private readonly string key;
    private readonly string tab = Guid.CreateVersion7().ToString("N");
    private readonly List<KeptDraft> others = [];
    private string savingKey;
    private Guid? revision;

    public DraftCopy(DraftStore store, string key) => (this.store, this.key, savingKey) = (store, key, key);

    public string Saved { get; private set; } = "";

    /// <summary>The first of the other texts.</summary>
    public KeptDraft? Other => others.FirstOrDefault();

    /// <summary>Takes up the form's draft, or the newest text kept aside where it has none. Null: there is nothing.</summary>
    public async Task<KeptDraft?> LoadAsync(CancellationToken ct)
    {
        var all = await store.LoadAsync(key, ct);
        if (all.Count == 0) return null;
        var own = all[0];
        TakeUp(own);
        others.AddRange(all.Skip(1).Where(d => d.Body != own.Body));
        return own;
    }

    /// <summary>An empty text discards this tab's draft, and no other.</summary>
    public async Task SaveAsync(string text, string? basis, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text)) await DiscardAsync(ct);
        else if (await store.SaveAsync(savingKey, text, revision, basis, ct) is { } saved) revision = saved;
        else await SaveAsideAsync(text, basis, ct);
        Saved = text;
    }

    /// <summary>The other text becomes this tab's own; answers it. What this tab had saved is discarded.</summary>
    public async Task<KeptDraft?> UseOtherAsync(CancellationToken ct)
    {
        if (Other is not { } other) return null;
        await DiscardAsync(ct);
        TakeUp(other);
        others.Remove(other);
        return other;
    }

    /// <summary>Ends the other text, after it was taken over or refused. This tab's own moves back to the form's key.</summary>
    public async Task SettleOtherAsync(string text, string? basis, CancellationToken ct)
    {
        if (Other is not { } other) return;
        if (other.Key == key)
        {
            await DiscardAsync(ct);
            (savingKey, revision) = (key, other.Revision);
        }
        else
        {
            await store.DiscardAsync(other.Key, other.Revision, ct);
        }

        others.Remove(other);
        await SaveAsync(text, basis, ct);
    }

    private async Task SaveAsideAsync(string text, string? basis, CancellationToken ct)
    {
        var all = await store.LoadAsync(key, ct);
        others.Clear();
        (savingKey, revision) = (DraftStore.Aside(key, tab), null);
        others.AddRange(all.Where(d => d.Body != text && d.Key != savingKey));
        revision = await store.SaveAsync(savingKey, text, all.FirstOrDefault(d => d.Key == savingKey)?.Revision, basis, ct);
    }

    private async Task DiscardAsync(CancellationToken ct)
    {
        if (revision is { } known) await store.DiscardAsync(savingKey, known, ct);
        revision = null;
    }

    private void TakeUp(KeptDraft draft) => (savingKey, revision, Saved) = (draft.Key, draft.Revision, draft.Body);
}
