using OpsFlux.Kernel.Access;

namespace OpsFlux.Kernel.Modules;

/// <summary>For whom an entry of the rail is meant, beyond the permission it names: somebody of a client, a technician. Opening its page is no matter of it.</summary>
public interface IMenuCondition
{
    Task<bool> HoldsAsync(CancellationToken ct);
}

/// <summary>The entries of the rail that are meant for this person. What a condition answered is kept as long as his circuit or request.</summary>
public sealed class MenuEntries(ModuleCatalog catalog, ICurrentUser user, IServiceProvider services)
{
    private readonly Dictionary<Type, bool> held = [];

    /// <summary>In the order of the rail; without those whose condition nobody has asked about yet.</summary>
    public IEnumerable<MenuItem> Known => catalog.Menu.Where(m => user.Can(m.Permission) && (m.Condition is not { } condition || held.GetValueOrDefault(condition)));

    /// <summary>Asks each condition of an entry that the permission lets through, once; nobody else costs a statement.</summary>
    public async Task<IReadOnlyList<MenuItem>> ReadAsync(CancellationToken ct)
    {
        foreach (var item in catalog.Menu)
            if (item.Condition is { } condition && !held.ContainsKey(condition) && user.Can(item.Permission))
                held[condition] = await ((IMenuCondition)services.GetRequiredService(condition)).HoldsAsync(ct);
        return [.. Known];
    }
}
