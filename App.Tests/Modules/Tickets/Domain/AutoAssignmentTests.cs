using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Domain;

public sealed class AutoAssignmentTests
{
    [Fact]
    public void Whoever_has_the_least_to_do_gets_it() =>
        Assert.Equal("idle", Choose(null, Person("busy", load: 3), Person("idle", load: 1), Person("normal", load: 2)));

    [Fact]
    public void Of_equals_whoever_has_waited_longest_gets_it() =>
        Assert.Equal("earlier", Choose(null, Person("later", hoursAgo: 1), Person("earlier", hoursAgo: 5)));

    [Fact]
    public void Whoever_never_had_one_has_waited_longest() =>
        Assert.Equal("new", Choose(null, Person("old", hoursAgo: 100_000), Person("new")));

    [Fact]
    public void The_skill_is_required_however_busy_the_one_who_has_it() =>
        Assert.Equal("expert", Choose("réseau", Person("idle"), Person("expert", load: 9, skills: ["Réseau"])));

    [Fact]
    public void Whoever_is_away_is_passed_over() =>
        Assert.Equal("here", Choose(null, Person("away", isAvailable: false), Person("here", load: 9)));

    [Fact]
    public void Nobody_is_chosen_where_nobody_can() =>
        Assert.Null(Choose("réseau", Person("idle"), Person("away", isAvailable: false, skills: ["réseau"])));

    [Fact]
    public void Nobody_is_chosen_from_an_empty_group() => Assert.Null(Choose(null));

    [Fact]
    public void Equals_in_everything_are_told_apart_the_same_way_every_time()
    {
        var (one, two) = (Person("one"), Person("two"));

        Assert.Equal(Choose(null, one, two), Choose(null, two, one));
    }

    [Fact]
    public void The_reason_names_the_skill() => Assert.Equal("AutoAssigned.Skill|réseau", AutoAssignment.ReasonFor("réseau"));

    private static string? Choose(string? skill, params Candidate[] candidates) => AutoAssignment.Choose(candidates, skill)?.Name;

    private static Candidate Person(string name, int load = 0, int? hoursAgo = null, bool isAvailable = true, string[]? skills = null) => new(
        Guid.CreateVersion7(), name, skills ?? [], isAvailable, load, hoursAgo is { } hours ? FakeClock.Start.AddHours(-hours) : null);
}
