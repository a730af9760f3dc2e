using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Privacy.Retention;
using OpsFlux.Kernel.Records;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Privacy;

/// <summary>No table of the kernel goes on naming a record that was destroyed.</summary>
public sealed class EraseRecordsTests(TestApp app) : AppTests(app)
{
    /// <summary>Go by themselves or by another way.</summary>
    private static readonly string[] Otherwise =
    [
        $"{nameof(TimelineEntry)}.{nameof(TimelineEntry.RecordId)}",   // by a function of the owner, since nobody else may delete history
        $"{nameof(EventRow)}.{nameof(EventRow.RecordId)}",             // purged within days
    ];

    [Fact]
    public async Task Every_column_that_names_a_record_is_erased_or_said_to_go_otherwise()
    {
        var erased = EraseRecords.Erased.Select(c => $"{c.Entity.Name}.{c.Id}").ToHashSet();
        var named = await App.WithDbAsync(db => Task.FromResult((
            from entity in db.Model.GetEntityTypes()
            where entity.GetSchema() == "kernel"
            from property in entity.GetProperties()
            where (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(Guid) && (property.Name == "RecordId" || HasKind(entity, property.Name))
            select $"{entity.ClrType.Name}.{property.Name}").ToList()));

        Assert.Empty(named.Except(erased).Except(Otherwise));
        Assert.Empty(erased.Except(named));
    }

    /// <summary>FromId beside FromKind.</summary>
    private static bool HasKind(IReadOnlyEntityType entity, string name) =>
        name.Length > 2 && name.EndsWith("Id", StringComparison.Ordinal) && entity.FindProperty($"{name[..^2]}Kind") is not null;
}
