using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;

namespace OpsFlux.Kernel.Data;

/// <summary>A key that protects cookies and antiforgery tokens: in the database, so that every instance reads what another wrote.</summary>
public sealed class DataProtectionKey : Audit.INotAudited
{
    public required string FriendlyName { get; init; }
    public required string Xml { get; init; }
}

/// <summary>Keeps data-protection keys in the database. Synchronous by the framework's contract; called at start and on key rotation.</summary>
public sealed class DatabaseKeyRepository(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        WithDb(db => db.Set<DataProtectionKey>().AsNoTracking().Select(k => k.Xml).AsEnumerable().Select(XElement.Parse).ToList());

    public void StoreElement(XElement element, string friendlyName)
    {
        var xml = element.ToString(SaveOptions.DisableFormatting);
        WithDb(db => db.Database.ExecuteSql(
            $"insert into kernel.data_protection_keys (friendly_name, xml) values ({friendlyName}, {xml}) on conflict do nothing"));
    }

    private T WithDb<T>(Func<AppDbContext, T> act)
    {
        using var scope = scopes.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        using var db = scope.ServiceProvider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext();
        return act(db);
    }
}
