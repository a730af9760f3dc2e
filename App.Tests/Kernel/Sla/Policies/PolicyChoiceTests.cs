using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Policies;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sla.Policies;

public sealed class PolicyChoiceTests
{
    private const string Clock = "resolution";
    private static readonly ClockedKind Kind = new("ticket", [Clock], [new("site", ""), new("structure", ""), new("category", ""), new("priority", "")]);

    /// <summary>A record of site "hall", in "workshop" below "company", of "printing" below "it", critical.</summary>
    private static readonly Dictionary<string, IReadOnlyList<string>> Record = new()
    {
        ["site"] = ["hall"], ["structure"] = ["workshop", "company"], ["category"] = ["printing", "it"], ["priority"] = ["Critical"],
    };

    [Fact]
    public void What_asks_for_nothing_counts_where_nothing_else_fits()
    {
        var usual = Policy("usual", 8);
        Assert.Equal(("usual", ""), Best(usual));
        Assert.Equal("usual", Best(usual, Policy("low", 1, ("priority", ["Low"]))).Name);
        Assert.Null(PolicyChoice.Of([Policy("low", 1, ("priority", ["Low"]))], Kind, Clock, Record));
        Assert.Null(PolicyChoice.Of([], Kind, Clock, Record));
    }

    [Fact]
    public void An_earlier_facet_beats_any_number_of_later_ones()
    {
        var (site, rest) = (Policy("site", 8, ("site", ["hall"])), Policy("rest", 1, ("structure", ["workshop"]), ("category", ["printing"]), ("priority", ["Critical"])));
        Assert.Equal(("site", "site=hall"), Best(rest, site));
        Assert.Equal("rest", Best(rest, Policy("category", 1, ("category", ["printing"])), Policy("priority", 1, ("priority", ["Critical"]))).Name);
    }

    [Fact]
    public void Of_the_same_facets_the_nearer_node_of_a_tree_counts()
    {
        var (company, workshop) = (Policy("company", 1, ("structure", ["company"])), Policy("workshop", 8, ("structure", ["workshop"])));
        Assert.Equal(("workshop", "structure=workshop"), Best(company, workshop));
        Assert.Equal(("company", "structure=company"), Best(company));
        Assert.Equal(("both", "structure=workshop"), Best(Policy("both", 8, ("structure", ["company", "workshop"]))));
        Assert.Equal("company and priority", Best(Policy("company and priority", 8, ("structure", ["company"]), ("priority", ["Critical"])), company).Name);
        Assert.Equal("workshop", Best(Policy("company and priority", 1, ("structure", ["company"]), ("priority", ["Critical"])), workshop).Name);
    }

    [Fact]
    public void Of_equals_the_shortest_target_counts_and_then_the_older()
    {
        var (slow, fast) = (Policy("slow", 8, ("priority", ["Critical", "High"])), Policy("fast", 4, ("priority", ["Critical"])));
        Assert.Equal("fast", Best(slow, fast).Name);
        Assert.Equal("fast", Best(fast, slow).Name);
        var (day, hours) = (new PolicyTarget(Clock, null, 1), new PolicyTarget(Clock, 9 * 60, null));
        Assert.Equal("day", Best(Policy("hours", hours), Policy("day", day)).Name);   // a day is taken for eight hours

        var (older, newer) = (Policy("older", 4), Policy("newer", 4));
        Assert.Equal("older", Best(newer, older).Name);
        Assert.Equal("older", Best(older, newer).Name);
    }

    [Fact]
    public void Every_condition_has_to_hold_and_a_facet_that_the_record_has_not_holds_for_nothing()
    {
        Assert.Null(PolicyChoice.Of([Policy("both", 1, ("site", ["hall"]), ("priority", ["Low"]))], Kind, Clock, Record));
        var nowhere = new Dictionary<string, IReadOnlyList<string>>(Record);
        nowhere.Remove("site");
        Assert.Null(PolicyChoice.Of([Policy("site", 1, ("site", ["hall"]))], Kind, Clock, nowhere));
        Assert.Null(PolicyChoice.Of([Policy("unknown", 1, ("contract", ["gold"]))], Kind, Clock, Record));
    }

    [Fact]
    public void Each_clock_is_chosen_for_itself()
    {
        var (narrow, wide) = (Policy("narrow", new PolicyTarget("reply", 60, null), ("priority", ["Critical"])), Policy("wide", 8));
        Assert.Equal("wide", Best(narrow, wide).Name);
        Assert.Equal("narrow", PolicyChoice.Of([narrow, wide], Kind, "reply", Record)?.Policy.Name);
    }

    [Fact]
    public void Those_that_fit_are_ranked_and_the_first_is_the_one_that_counts()
    {
        var random = new Random(11);
        PolicyCandidate[] all =
        [
            Policy("usual", 8), Policy("fast", 2), Policy("priority", 4, ("priority", ["Critical"])), Policy("company", 4, ("structure", ["company"])),
            Policy("workshop", 6, ("structure", ["workshop"])), Policy("hall", 9, ("site", ["hall"])), Policy("elsewhere", 1, ("site", ["quay"])),
        ];
        for (var round = 0; round < 50; round++)
        {
            random.Shuffle(all);
            var ranked = PolicyChoice.Ranked(all, Kind, Clock, Record);
            Assert.Equal(["hall", "workshop", "company", "priority", "fast", "usual"], ranked.Select(r => r.Policy.Name));
            Assert.Equal(PolicyChoice.Of(all, Kind, Clock, Record), ranked[0]);
        }
    }

    private static (string? Name, string? Reason) Best(params PolicyCandidate[] policies) =>
        PolicyChoice.Of(policies, Kind, Clock, Record) is { } chosen ? (chosen.Policy.Name, chosen.Reason) : default;

    private static PolicyCandidate Policy(string name, int hours, params (string Facet, string[] Values)[] asks) => Policy(name, new PolicyTarget(Clock, hours * 60, null), asks);

    private static PolicyCandidate Policy(string name, PolicyTarget target, params (string Facet, string[] Values)[] asks)
    {
        var definition = new PolicyDefinition { Conditions = [.. asks.Select(a => new PolicyCondition(a.Facet, a.Values))], Targets = [target] };
        return new(Next(), name, null, PolicyDefinition.Parse(definition.ToJson()));
    }

    /// <summary>Ids rise with time, as those of agreements do; here also within one millisecond.</summary>
    private static Guid Next() => new($"01980000-0000-7000-8000-{Interlocked.Increment(ref made):x12}");

    private static int made;
}
