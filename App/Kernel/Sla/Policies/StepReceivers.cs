using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.OnCall;

namespace OpsFlux.Kernel.Sla.Policies;

/// <summary>Those whom a step may name: people, teams and rotas.</summary>
internal static class StepReceivers
{
    /// <summary>With what is out of use; empty for receivers that follow from the record.</summary>
    public static IQueryable<FacetChoice> Of(AppDbContext db, StepReceiver receiver) => receiver switch
    {
        StepReceiver.Person => db.Set<User>().Select(u => new FacetChoice { Id = u.Id, Name = u.DisplayName, IsActive = u.IsActive }),
        StepReceiver.Team => db.Set<Group>().Select(g => new FacetChoice { Id = g.Id, Name = g.Name, IsActive = g.IsActive }),
        _ => db.Set<OnCallRota>().Select(r => new FacetChoice { Id = r.Id, Name = r.Name, IsActive = r.IsActive }),
    };

    /// <summary>Whether all whom these steps name are there and in use.</summary>
    public static async Task<bool> AreKnownAsync(AppDbContext db, IEnumerable<PolicyStep> steps, CancellationToken ct)
    {
        foreach (var named in steps.Where(s => s.ReceiverId is not null).GroupBy(s => s.Receiver!.Value, s => s.ReceiverId!.Value))   // three kinds at most; who is named has a kind
        {
            var ids = named.Distinct().ToArray();
            if (await Of(db, named.Key).CountAsync(c => ids.Contains(c.Id) && c.IsActive, ct) != ids.Length) return false;
        }

        return true;
    }
}
