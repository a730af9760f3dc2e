using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Tests.Support;

/// <summary>Setting the scene, and looking at what is left of it.</summary>
public partial class TestApp
{
    /// <summary>Adds the entity as the application itself would: numbered, stamped, audited, and nobody told.</summary>
    public async Task<T> SaveAsync<T>(T entity) where T : class
    {
        await WithDbAsync(async db =>
        {
            db.Add(entity);
            return await db.SaveChangesAsync();
        });
        return entity;
    }

    public async Task SaveAllAsync(params object[] entities) => await WithDbAsync(async db =>
    {
        db.AddRange(entities);
        return await db.SaveChangesAsync();
    });

    /// <summary>The row as it is now, deleted ones included. Throws where there is none.</summary>
    public Task<T> LoadAsync<T>(Guid id) where T : class =>
        WithDbAsync(db => db.Set<T>().IgnoreQueryFilters().AsNoTracking().SingleAsync(row => EF.Property<Guid>(row, "Id") == id));

    /// <summary>Every event of this name that was committed, oldest first.</summary>
    public async Task<IReadOnlyList<TEvent>> EventsAsync<TEvent>() where TEvent : IEvent
    {
        var name = EventNameAttribute.Of(typeof(TEvent));
        var rows = await WithDbAsync(db => db.Set<EventRow>().Where(e => e.Name == name).OrderBy(e => e.TransactionId).Select(e => e.Data).ToListAsync());
        return [.. rows.Select(data => JsonSerializer.Deserialize<TEvent>(data, AppDbContext.EventJson)!)];   // the outbox never holds null
    }

    /// <summary>The record's whole timeline, internal notes included, oldest first.</summary>
    public Task<List<TimelineEntry>> TimelineAsync(Guid recordId) =>
        WithDbAsync(db => db.Set<TimelineEntry>().AsNoTracking().Where(e => e.RecordId == recordId).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync());

    /// <summary>Delivers what is due at the clock's time, and answers how many deliveries were made.</summary>
    public Task<int> DrainEventsAsync() => Services.GetRequiredService<EventDispatcher>().DrainAsync(default);

    /// <summary>Asks the database as the application itself.</summary>
    public async Task<T> WithDbAsync<T>(Func<AppDbContext, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        return await act(db);
    }

    /// <summary>A bare statement with the application's rights; answers the first column of the first row.</summary>
    public async Task<object?> SqlAsync(string sql)
    {
        await using var command = Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
