using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Accounts.Public;

/// <summary>Somebody has an account that was not there before.</summary>
[EventName("users.user.created")]
public sealed record UserCreated(Guid UserId, string UserName, Guid UserStructureId) : IEvent;

/// <summary>Somebody came in by a door, with every proof that was asked for.</summary>
[EventName("users.user.signed_in")]
public sealed record UserSignedIn(Guid UserId, SignInMethod Method, bool IsNewDevice, bool IsApi) : IEvent;

/// <summary>People are no business records, and their events leave by the same outbox.</summary>
public static class UserEvents
{
    public const string Kind = "users.user";

    /// <summary>Told when <paramref name="db"/> is saved, to the person alone besides those who follow all people.</summary>
    public static void Raise(AppDbContext db, User person, IEvent happened) =>
        Outbox.Add(db, happened, new OutboxSubject(new RecordRef(Kind, person.Id), person.StructureId, Version: 0, [person.Id]));
}
