using System.Text.Json;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Drafts;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Modules.Tickets.Setup.Fields;

/// <summary>
/// Keeps the answers of a ticket that is not yet declared, like the rest of what was typed, and those of every category that
/// was looked at. Holds the copy of its tab, so two tabs keep their answers apart.
/// </summary>
[SignedInOnly("one's own draft")]
public sealed class AnswersDraft(DraftStore drafts) : IUseCase
{
    private const string Key = "ticket:new:fields";

    private DraftCopy copy = new(drafts, Key);

    public async Task<Dictionary<string, string?>> LoadAsync(CancellationToken ct)
    {
        copy = new(drafts, Key);
        return await copy.LoadAsync(ct) is { Body: { Length: > 0 } kept } ? JsonSerializer.Deserialize<Dictionary<string, string?>>(kept) ?? [] : [];
    }

    public Task SaveAsync(IReadOnlyDictionary<string, string?> answers, CancellationToken ct) => copy.SaveAsync(JsonSerializer.Serialize(answers), basis: null, ct);

    /// <summary>Once the ticket is declared.</summary>
    public Task DiscardAsync(CancellationToken ct) => copy.SaveAsync("", basis: null, ct);
}
