namespace OpsFlux.Kernel.Events;

/// <summary>What travels on the database's notification channel: ids only, a hint and never the truth.</summary>
public enum SignalKind
{
    /// <summary>Events were committed; the payload lists their ids.</summary>
    Events,
    /// <summary>A person's notifications changed.</summary>
    Notifications,
    /// <summary>A person's permissions changed; an empty id means everybody's.</summary>
    Access,
    /// <summary>A notification has to leave by another channel now.</summary>
    Deliveries,
    /// <summary>Mails were queued; with ids, only what became of those changed.</summary>
    Mails,
    /// <summary>A job was asked for, started or ended, or its schedule was changed.</summary>
    Jobs,
    /// <summary>The organisation's name, logo, colours, language or zone changed.</summary>
    Organisation,
    /// <summary>The organisation's own words changed.</summary>
    Words,
    /// <summary>The named sessions ended or owe something else than before; without ids, any may have.</summary>
    Sessions,
    /// <summary>A key of the REST API was revoked.</summary>
    ApiKeys,
    /// <summary>A clock has to be looked at sooner than the sweep expected.</summary>
    Clocks,
    /// <summary>Who looks at the named records, or types there, changed.</summary>
    Presence,
    /// <summary>The connection was lost for a while: whatever was sent meanwhile has to be caught up.</summary>
    Resync,
    /// <summary>Never sent: the process's own timer, in case a signal was lost without an interruption.</summary>
    Poll,
}

public sealed record Signal(SignalKind Kind, IReadOnlyList<Guid> Ids)
{
    public const string Channel = "opsflux";

    /// <summary>Ids per message: PostgreSQL refuses payloads of 8,000 bytes and more.</summary>
    public const int MaxIds = 200;

    public static Signal? Parse(string payload)
    {
        var parts = payload.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || !Enum.TryParse<SignalKind>(parts[0], out var kind)) return null;
        return new(kind, [.. parts.Skip(1).Select(p => Guid.TryParse(p, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)]);
    }

    public override string ToString() => $"{Kind} {string.Join(' ', Ids.Select(id => id.ToString("N")))}";
}

/// <summary>Hands the signals that arrive from the database to whoever listens in this process.</summary>
public sealed class Signals
{
    /// <summary>Handlers run on the listener's thread: they queue work and return at once.</summary>
    public event Action<Signal>? Received;

    public void Publish(Signal signal) => Received?.Invoke(signal);
}
