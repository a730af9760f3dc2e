using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Policies;

namespace OpsFlux.Kernel.Sla.Clocks;

/// <summary>
/// What choosing agreements and measuring by them needs. Read once for all records of a save, and each part only when the
/// first of them asks for it. Not safe for several threads.
/// </summary>
internal sealed class Agreements(AppDbContext db)
{
    private static readonly CalendarRules AlwaysOpen = CalendarRules.AroundTheClock(TimeZoneInfo.Utc);

    private readonly Dictionary<string, Dictionary<Guid, Guid?>> trees = [];
    private readonly Dictionary<(Guid Former, Guid Version), bool> oneCalendar = [];
    private Dictionary<Guid, SlaPolicy>? policies;
    private Dictionary<Guid, PolicyDefinition>? definitions;
    private Dictionary<Guid, Guid>? currentVersions;
    private IReadOnlyDictionary<Guid, Guid>? structureVersions;

    /// <summary>The agreement for one clock of one record as it is now.</summary>
    /// <param name="kept">One that may be chosen although it is out of use: the clock has it.</param>
    public Task<ChosenPolicy?> ChooseAsync(ClockedKind kind, string clock, EntityEntry<BusinessRecord> record, Guid? kept, CancellationToken ct) =>
        ChooseAsync(kind, clock, facet => record.Property(facet.Property).CurrentValue, kept, ct);

    /// <param name="valueOf">What the record has for a facet; null: nothing.</param>
    public async Task<ChosenPolicy?> ChooseAsync(ClockedKind kind, string clock, Func<Facet, object?> valueOf, Guid? kept, CancellationToken ct)
    {
        var (candidates, values) = await CompareAsync(kind, valueOf, kept, ct);
        return PolicyChoice.Of(candidates, kind, clock, values);
    }

    /// <summary>All agreements in use that would fit a record with these values, the one that counts first.</summary>
    /// <param name="own">By facet; absent: the record has none.</param>
    public async Task<IReadOnlyList<ChosenPolicy>> RankedAsync(ClockedKind kind, string clock, IReadOnlyDictionary<string, object> own, CancellationToken ct)
    {
        var (candidates, values) = await CompareAsync(kind, facet => own.GetValueOrDefault(facet.Code), null, ct);
        return PolicyChoice.Ranked(candidates, kind, clock, values);
    }

    /// <summary>The calendar's version to measure by from now on: the agreement's calendar, else the structure's. Null: around the clock.</summary>
    /// <param name="current">The version it is measured by already: kept while it is one of the same calendar, so that a newer version moves nothing unasked.</param>
    public async Task<Guid?> CalendarAsync(ChosenPolicy? chosen, Guid structureId, Guid? current, CancellationToken ct)
    {
        if (chosen is null) return null;
        var version = chosen.Policy.CalendarId is { } calendar ? (await CurrentVersionsAsync(ct)).GetValueOrDefault(calendar)
            : (structureVersions ??= await ReadCalendars.VersionsAsync(db, ct)).GetValueOrDefault(structureId);
        if (version == Guid.Empty) return null;
        return current is { } former && former != version && await IsOneCalendarAsync(former, version, ct) ? former : version;
    }

    public async Task<CalendarRules> RulesAsync(Guid? version, CancellationToken ct) => version is { } id ? (await ReadCalendars.RulesAsync(db, [id], ct))[id] : AlwaysOpen;

    /// <summary>Percentages at which something happens to that clock; of a clock without an agreement none.</summary>
    public async Task<IReadOnlyList<int>> StepsAsync(Guid? policy, string clock, CancellationToken ct)
    {
        if (policy is null) return [];
        await ReadPoliciesAsync(ct);
        return definitions!.TryGetValue(policy.Value, out var definition) ? definition.StepsOf(clock) : [];
    }

    /// <summary>What an agreement wants done when that clock shows that percentage.</summary>
    public async Task<IReadOnlyList<PolicyStep>> StepsAtAsync(Guid? policy, string clock, int percent, CancellationToken ct)
    {
        if (policy is null) return [];
        await ReadPoliciesAsync(ct);
        return definitions!.TryGetValue(policy.Value, out var definition) ? [.. definition.Steps.Where(s => s.Percent == percent && (s.Clock is null || s.Clock == clock))] : [];
    }

    /// <summary>The agreements of a kind, and what a record has for the facets that one of them asks for: no tree is read for nothing.</summary>
    private async Task<(List<PolicyCandidate> Candidates, Dictionary<string, IReadOnlyList<string>> Values)> CompareAsync(ClockedKind kind, Func<Facet, object?> valueOf, Guid? kept, CancellationToken ct)
    {
        await ReadPoliciesAsync(ct);
        var candidates = policies!.Values.Where(p => p.RecordKind == kind.RecordKind && (p.IsActive || p.Id == kept))
            .Select(p => new PolicyCandidate(p.Id, p.Name, p.CalendarId, definitions![p.Id])).ToList();   // both read just now
        var asked = candidates.SelectMany(c => c.Definition.Conditions).Select(c => c.Facet).ToHashSet();
        var values = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var facet in kind.Facets.Where(f => asked.Contains(f.Code)))
            if (valueOf(facet) is { } value) values[facet.Code] = await ChainAsync(facet, value, ct);
        return (candidates, values);
    }

    private async Task ReadPoliciesAsync(CancellationToken ct)
    {
        if (policies is not null) return;
        policies = await db.Set<SlaPolicy>().AsNoTracking().ToDictionaryAsync(p => p.Id, ct);
        definitions = policies.ToDictionary(p => p.Key, p => PolicyDefinition.Parse(p.Value.Definition));
    }

    private async Task<Dictionary<Guid, Guid>> CurrentVersionsAsync(CancellationToken ct) =>
        currentVersions ??= await db.Set<Calendar>().ToDictionaryAsync(c => c.Id, c => c.CurrentId, ct);

    /// <summary>Asked for each clock, of mostly the same two versions.</summary>
    private async Task<bool> IsOneCalendarAsync(Guid former, Guid version, CancellationToken ct)
    {
        if (!oneCalendar.TryGetValue((former, version), out var isOne))
            oneCalendar[(former, version)] = isOne = await db.Set<CalendarVersion>().Where(v => v.Id == former).AnyAsync(v => db.Set<CalendarVersion>().Any(w => w.Id == version && w.CalendarId == v.CalendarId), ct);
        return isOne;
    }

    /// <summary>The value itself, and in a tree what is above it, nearest first.</summary>
    private async Task<IReadOnlyList<string>> ChainAsync(Facet facet, object value, CancellationToken ct)
    {
        if (value is not Guid node || await ParentsAsync(facet, node, ct) is not { } parents) return [value.ToString()!];
        var chain = new List<string>();
        for (Guid? at = node; at is { } id && !chain.Contains(id.ToString()); at = parents.GetValueOrDefault(id)) chain.Add(id.ToString());
        return chain;
    }

    /// <summary>By node; null where the values of the facet are no nodes.</summary>
    private async Task<Dictionary<Guid, Guid?>?> ParentsAsync(Facet facet, Guid node, CancellationToken ct)
    {
        if ((facet.Tree?.Invoke(db) ?? facet.Above?.Invoke(db, node)) is not { } nodes) return null;
        var key = facet.Tree is null ? $"{facet.Code} {node}" : facet.Code;
        if (!trees.TryGetValue(key, out var parents)) trees[key] = parents = await nodes.ToDictionaryAsync(n => n.Id, n => n.ParentId, ct);
        return parents;
    }
}
