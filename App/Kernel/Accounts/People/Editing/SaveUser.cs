using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Links;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail.Refused;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Editing;

/// <summary>
/// Changes a person. Into another structure only where whoever acts may put people there and the person would hold nothing
/// there that he does not. Refuses: what <see cref="PersonAct"/> refuses, invalid (email-taken, unknown-value, …).
/// </summary>
[Needs(UserPermissions.Manage)]
public sealed class SaveUser(PersonAct act, ICurrentUser user, PersonGuard guard) : IUseCase
{
    public async Task<Result> RunAsync(SaveUserRequest request, CancellationToken ct) =>
        RequestValidation.Check(request) is { } invalid ? invalid : await act.RunAsync(request.Id, request.Stamp, (db, person) => SaveAsync(db, person, request, ct), ct);

    private async Task<Result> SaveAsync(AppDbContext db, User person, SaveUserRequest request, CancellationToken ct)
    {
        if (await UserRules.CheckEmailAsync(db, request.Email, person.Id, ct) is { } taken) return taken;
        if (request.StructureId is { } structure && structure != person.StructureId)   // the annotations require one
        {
            if (await UserRules.CheckStructureAsync(db, user, structure, ct) is { } unknown) return unknown;
            if (await guard.CheckMoveAsync(db, person.Id, structure, ct) is { } more) return more;
            person.StructureId = structure;
        }

        var address = person.NormalizedEmail;
        UserRules.Apply(request, person);
        if (person.NormalizedEmail == address) return Result.Ok;
        await AccountLinks.VoidAsync(db, person.Id, db.Clock.GetUtcNow(), ct);   // whoever reads the former one must not come in by it
        await MailRefusals.LiftAsync(db, address, ct);
        return Result.Ok;
    }
}
