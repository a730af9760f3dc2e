using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>What somebody types to say who he is: a user name (with or without '@') or an e-mail.</summary>
internal static class TypedName
{
    /// <summary>Neither the search nor the journal can take NUL, which any program may send.</summary>
    public static string Clean(string typed) => string.Concat(typed.Where(c => !char.IsControl(c))).Trim();

    /// <summary>Null: nobody has it. One statement either way.</summary>
    /// <param name="name">As <see cref="Clean"/> leaves it.</param>
    public static Task<User?> FindAsync(AppDbContext db, string name, CancellationToken ct)
    {
        var normal = name.TrimStart('@').ToUpperInvariant();
        var people = db.Set<User>().AsNoTracking();
        return name.IndexOf('@', StringComparison.Ordinal) > 0
            ? people.SingleOrDefaultAsync(u => u.NormalizedEmail == normal, ct)
            : people.SingleOrDefaultAsync(u => u.NormalizedUserName == normal, ct);
    }
}
