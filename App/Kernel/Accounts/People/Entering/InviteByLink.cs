using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts.Links;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Entering;

/// <summary>Makes the links and sends them. The newest of a person is the only one that works.</summary>
internal sealed class InviteByLink(IDbContextFactory<AppDbContext> dbs, AccountLinks links) : IInvitePeople
{
    public Task<Result> InviteAsync(User person, CancellationToken ct) => SendAsync(person, LinkPurpose.Invitation, ct);

    public Task<Result> SendResetAsync(User person, CancellationToken ct) => SendAsync(person, LinkPurpose.PasswordReset, ct);

    public async Task<Result<string>> MakeLinkAsync(User person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var path = links.Add(db, person, person.PasswordHash is null ? LinkPurpose.Invitation : LinkPurpose.PasswordReset);
        await db.SaveChangesAsync(ct);
        return path;
    }

    private async Task<Result> SendAsync(User person, LinkPurpose purpose, CancellationToken ct)
    {
        if (person.Email is null) return Refusal.Conflict(PeopleRefusals.NoEmail);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await links.AddAsync(db, person, purpose, ct)) return Refusal.Conflict(CredentialRefusals.MailOff);
        await db.SaveChangesAsync(ct);
        return Result.Ok;
    }
}
