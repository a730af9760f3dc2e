using System.Collections.Concurrent;

namespace OpsFlux.Kernel.Api.Limits;

/// <summary>
/// One bucket per caller, of this instance: it holds a minute's requests and fills evenly. Our own rather than the
/// framework's limiter, which counts by the machine's clock and cannot be told another number.
/// </summary>
internal sealed class TokenBuckets(TimeProvider clock)
{
    private const int Most = 50_000;
    private static readonly TimeSpan Full = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Bucket> buckets = new();

    /// <summary>Takes one; null where there was one, else the seconds until there is.</summary>
    public int? Take(string caller, int perMinute)
    {
        var now = clock.GetUtcNow();
        if (buckets.Count >= Most) DropFull(now);
        var bucket = buckets.GetOrAdd(caller, _ => new() { Left = perMinute, At = now });
        lock (bucket)
        {
            var filled = Math.Max(0, (now - bucket.At) / Full) * perMinute;
            (bucket.Left, bucket.At) = (Math.Min(perMinute, bucket.Left + filled), now);
            if (bucket.Left < 1) return (int)Math.Ceiling((1 - bucket.Left) * Full.TotalSeconds / perMinute);
            bucket.Left--;
            return null;
        }
    }

    /// <summary>Who has asked for nothing for a minute has a full bucket, which is no different from none.</summary>
    private void DropFull(DateTimeOffset now)
    {
        foreach (var (caller, bucket) in buckets)
            if (now - bucket.At >= Full) buckets.TryRemove(caller, out _);
    }

    private sealed class Bucket
    {
        public double Left { get; set; }
        public DateTimeOffset At { get; set; }
    }
}
