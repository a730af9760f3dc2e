using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Work;

namespace OpsFlux.Modules.Maintenance.Checklists;

/// <summary>Asks for what a failed point needs, of whoever keeps requests.</summary>
public interface IRaiseRequest
{
    /// <summary>Adds a request to the caller's save, titled by the point and its equipment and linked to the intervention.</summary>
    /// <returns>The request's id; or why there is none, in which case nothing was added.</returns>
    Task<Result<Guid>> RaiseAsync(AppDbContext db, Intervention intervention, InterventionCheck check, CancellationToken ct);
}
