using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.People;

/// <summary>The version of an account is Identity's own stamp, so that the framework's writes count as well.</summary>
internal static class PersonVersion
{
    /// <summary>The account as the user saw it: saving answers stale if somebody saved it since.</summary>
    public static void Expect(this AppDbContext db, User person, string stamp)
    {
        db.Entry(person).Property(u => u.ConcurrencyStamp).OriginalValue = stamp;
        Renew(person);
    }

    public static void Renew(User person) => person.ConcurrencyStamp = Guid.CreateVersion7().ToString();

    /// <summary>Names and addresses as Identity compares them.</summary>
    public static string Normal(string text) => text.Normalize().ToUpperInvariant();
}
