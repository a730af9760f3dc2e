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
public sealed class DatabaseKeyRepository(TimeProvider clock, Modules.ModuleCatalog catalog, DbContextOptions<AppDbContext> options) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = Open();
        return [.. db.Set<DataProtectionKey>().AsNoTracking().Select(k => k.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = Open();
        var xml = element.ToString(SaveOptions.DisableFormatting);
        db.Database.ExecuteSql($"insert into kernel.data_protection_keys (friendly_name, xml) values ({friendlyName}, {xml}) on conflict do nothing");
    }

    private AppDbContext Open() => new(options, new SystemUser(), catalog, clock);
}
