using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.People.Listing;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Editing;

public sealed record UserSuggestion(Guid Id, string UserName, string DisplayName, string? Email, string Structure);

/// <summary>People of one's reach for the administration's fields, by the beginnings of words, at most <see cref="Most"/>. Nobody without users.view.user.</summary>
[Needs(UserPermissions.View)]
public sealed class SuggestUsers(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public const int Most = 8;

    /// <param name="activeOnly">False offers accounts out of use too: duplicates often are.</param>
    public async Task<IReadOnlyList<UserSuggestion>> RunAsync(string typed, bool activeOnly, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var people = db.Set<User>().InReach(user, UserPermissions.View).Where(u => u.AnonymisedAt == null && u.MergedIntoId == null && (u.IsActive || !activeOnly)).Named(typed);
        return await people.OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Take(Most)
            .Join(db.Set<Structure>(), u => u.StructureId, s => s.Id, (u, s) => new { u, s.Name }).OrderBy(r => r.u.DisplayName).ThenBy(r => r.u.Id)
            .Select(r => new UserSuggestion(r.u.Id, r.u.UserName ?? "", r.u.DisplayName, r.u.Email, r.Name)).ToListAsync(ct);
    }
}
