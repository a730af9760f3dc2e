using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Modules.Assets.Public;

/// <summary>Work that was or is done on equipment, as its page shows it.</summary>
/// <param name="Type">Resource key of the kind of work.</param>
/// <param name="State">Resource key of its state.</param>
/// <param name="Tone">Colour of the state: new, run, wait, done or bad.</param>
/// <param name="At">When it was asked for.</param>
/// <param name="Lead">Who leads it; null: nobody yet.</param>
public sealed record EquipmentWork(Guid Id, string Number, string Href, string Title, string Type, string State, string Tone, DateTimeOffset At, DateTimeOffset? EndedAt, string? Lead);

/// <summary>
/// Answered by modules that work on equipment. They stand below this one, which therefore cannot ask them by name.
/// </summary>
public interface IEquipmentWork
{
    /// <summary>The latest first; only what this person may see.</summary>
    Task<IReadOnlyList<EquipmentWork>> OfAsync(AppDbContext db, ICurrentUser user, Guid equipmentId, int most, CancellationToken ct);
}
