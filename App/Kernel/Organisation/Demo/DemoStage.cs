using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Sla.Sweep;

namespace OpsFlux.Kernel.Organisation.Demo;

/// <summary>
/// Where modules play their stories: each act is done by a person, at an instant, through the real use cases and with his
/// real permissions, and those who are told of it are told then. Acts have to come in the order of time.
/// </summary>
public sealed class DemoStage
{
    private readonly IServiceProvider services;
    private readonly DemoClock clock;
    private readonly IReadOnlyDictionary<string, User> people;

    internal DemoStage(IServiceProvider services, DemoClock clock, IReadOnlyDictionary<string, User> people) =>
        (this.services, this.clock, this.people, Now) = (services, clock, people, clock.Now);

    /// <summary>The present: where all stories end.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The company's zone, in whose working hours things happen.</summary>
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(Localisation.ReaderZone.DefaultZoneId);

    /// <param name="person">The name by which stories call him, such as "yasmine".</param>
    public Guid IdOf(string person) => people[person].Id;

    /// <summary>The name by which stories call the person with this id.</summary>
    public string NameOf(Guid id) => people.Single(p => p.Value.Id == id).Key;

    /// <summary>One act by one person, and all that follows from it.</summary>
    public async Task<T> ActAsync<T>(string person, DateTimeOffset at, Func<IServiceProvider, Task<T>> act, CancellationToken ct)
    {
        await PassAsync(at, ct);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CurrentUser>().SetAsync(PrincipalOf(people[person]), null, ct);
        var done = await act(scope.ServiceProvider);
        await services.GetRequiredService<EventDispatcher>().DrainAsync(ct);
        return done;
    }

    /// <summary>Lets time pass to the present.</summary>
    public Task PassAsync(CancellationToken ct) => PassAsync(Now, ct);

    /// <summary>Writes what no use case makes, such as a tree of categories, as the application itself.</summary>
    public async Task PrepareAsync(Action<AppDbContext> write, CancellationToken ct)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync(ct);
        write(db);
        await db.SaveChangesAsync(ct);
    }

    public async Task<T> AskAsync<T>(Func<AppDbContext, Task<T>> question, CancellationToken ct)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync(ct);
        return await question(db);
    }

    /// <summary>Everybody has read what he was told up to now: a bell with two months in it would look abandoned.</summary>
    public async Task EveryoneReadsAsync(DateTimeOffset at, CancellationToken ct)
    {
        foreach (var person in people.Keys)
            await ActAsync(person, at, async s => { await s.GetRequiredService<Inbox>().ReadAsync(null, ct); return true; }, ct);
    }

    /// <summary>What clocks of records reach on the way happens at its own instant.</summary>
    private async Task PassAsync(DateTimeOffset at, CancellationToken ct)
    {
        while (await NextStepAsync(ct) is { } next && next <= at)
        {
            if (next > clock.Now) clock.Now = next;
            await services.GetRequiredService<StepSweep>().DrainAsync(ct);
            await services.GetRequiredService<EventDispatcher>().DrainAsync(ct);
        }

        clock.Now = at;
    }

    private async Task<DateTimeOffset?> NextStepAsync(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        return await scope.ServiceProvider.GetRequiredService<StepTaking>().NextAsync(ct);
    }

    private static ClaimsPrincipal PrincipalOf(User user) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, user.Id.ToString()), new(UserClaims.DisplayName, user.DisplayName)], "demo"));
}
