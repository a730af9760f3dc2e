using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Leaving;

/// <summary>Puts an account back into use, with what it held before. Refuses: what <see cref="PersonAct"/> refuses, users.already-active, users.was-merged.</summary>
[Needs(UserPermissions.Manage)]
public sealed class ReactivateUser(PersonAct act) : IUseCase
{
    public Task<Result> RunAsync(Guid id, string stamp, CancellationToken ct) => act.RunAsync(id, stamp, (_, person) => Task.FromResult(Return(person)), ct);

    private static Result Return(User person)
    {
        if (person.MergedIntoId is not null) return Refusal.Conflict(PeopleRefusals.WasMerged);
        if (person.IsActive) return Refusal.Conflict(PeopleRefusals.AlreadyActive);
        person.IsActive = true;
        return Result.Ok;
    }
}
