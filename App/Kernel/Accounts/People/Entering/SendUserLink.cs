using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Entering;

/// <summary>
/// Gives somebody a link by which he chooses a password: an invitation to whoever has none yet, else a reset. Nobody chooses
/// a password for another. Refuses: what <see cref="PersonAct"/> refuses, users.is-inactive, users.in-directory, users.no-email, mail-off.
/// </summary>
[Needs(UserPermissions.Manage)]
public sealed class SendUserLink(PersonAct act, IInvitePeople invite) : IUseCase
{
    public async Task<Result> MailAsync(Guid id, CancellationToken ct)
    {
        var person = await PersonAsync(id, "link mailed", ct);
        if (person.Failed) return person.Refusal;
        if (person.Value.Email is null) return Refusal.Conflict(PeopleRefusals.NoEmail);
        return person.Value.PasswordHash is null ? await invite.InviteAsync(person.Value, ct) : await invite.SendResetAsync(person.Value, ct);
    }

    /// <summary>Answers the link itself, to be handed over by whoever asked.</summary>
    public async Task<Result<string>> ShowAsync(Guid id, CancellationToken ct)
    {
        var person = await PersonAsync(id, "link shown", ct);
        return person.Failed ? person.Refusal : await invite.MakeLinkAsync(person.Value, ct);
    }

    /// <summary>Who gave a link to whom is written down before there is one.</summary>
    private async Task<Result<User>> PersonAsync(Guid id, string what, CancellationToken ct)
    {
        User? found = null;
        var done = await act.RunAsync(id, null, (db, person) =>
        {
            if (!person.IsActive) return Refused(PeopleRefusals.IsInactive);
            if (person.DirectoryName is not null) return Refused(PeopleRefusals.InDirectory);
            AuditWriter.Add(db, AuditAction.Change, "user", person.Id.ToString(), what);
            found = person;
            return Task.FromResult(Result.Ok);
        }, ct);
        return done.Failed ? done.Refusal : found!;   // set where the act was done
    }

    private static Task<Result> Refused(string code) => Task.FromResult<Result>(Refusal.Conflict(code));
}
