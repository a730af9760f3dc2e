using System.Text.Json;
using OpsFlux.Kernel.Drafts;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Modules.Tickets.Setup.Fields;

/// <summary>Keeps the answers of a ticket that is not yet declared, like the rest of what was typed. Of every category that was looked at.</summary>
public sealed class AnswersDraft(DraftStore drafts) : IUseCase
{
    private const string Key = "ticket:new:fields";

    public async Task<Dictionary<string, string?>> LoadAsync(CancellationToken ct) =>
        await drafts.LoadAsync(Key, ct) is { Length: > 0 } kept ? JsonSerializer.Deserialize<Dictionary<string, string?>>(kept) ?? [] : [];

    public Task SaveAsync(IReadOnlyDictionary<string, string?> answers, CancellationToken ct) => drafts.SaveAsync(Key, JsonSerializer.Serialize(answers), ct);

    /// <summary>Once the ticket is declared.</summary>
    public Task DiscardAsync(CancellationToken ct) => drafts.SaveAsync(Key, "", ct);
}
