using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Tags;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Records;

public sealed class TagTests(TestApp app) : AppTests(app)
{
    [Theory]
    [InlineData("Été 2026", "ete 2026")]
    [InlineData("  RÉSEAU\t VPN ", "reseau vpn")]
    [InlineData("a,b\u0000c", "abc")]
    [InlineData("Œuvre", "œuvre")]
    public void A_tag_is_compared_without_capitals_accents_and_blanks(string typed, string key) => Assert.Equal(key, TagWords.Key(typed));

    [Fact]
    public async Task A_word_is_one_tag_as_it_was_first_typed()
    {
        var (first, second) = (await TicketAsync(), await App.SaveAsync(Make.Ticket()));

        await TagAsync(first, "Été 2026");
        await TagAsync(second, " ETE   2026");
        await TagAsync(second, "ete 2026");

        Assert.Equal(["Été 2026"], await TagsAsync(second));
        Assert.Equal(["Été 2026"], (await App.TimelineAsync(second.Id)).Where(e => e.Kind == TimelineKind.Tagged).Select(e => e.NewValue));
        Assert.Contains(await App.EventsAsync<RecordTagged>(), e => e.Tag == "Été 2026");
    }

    [Fact]
    public async Task A_tag_is_taken_off_and_twice_is_harmless()
    {
        var ticket = await TicketAsync();
        await TagAsync(ticket, "Chaudière");
        var tag = (await App.RunAsync((GetTags use) => use.RunAsync(ticket.Ref, default))).Value!.Tags.Single();   // seen

        Assert.Null((await UntagAsync(ticket, tag.Id)).Refusal);
        Assert.Null((await UntagAsync(ticket, tag.Id)).Refusal);

        Assert.Empty(await TagsAsync(ticket));
        Assert.Equal("Chaudière", (await App.TimelineAsync(ticket.Id))[^1].OldValue);
    }

    [Theory]
    [InlineData("   ", RecordRefusals.TagEmpty)]
    [InlineData(",", RecordRefusals.TagEmpty)]
    [InlineData("Un mot qui compte bien plus de quarante caractères", RecordRefusals.TagTooLong)]
    public async Task What_is_no_tag_is_refused(string typed, string code) => Assert.Equal(code, (await TagAsync(await TicketAsync(), typed)).Refusal?.Code);

    [Fact]
    public async Task A_record_carries_twenty_tags_at_most()
    {
        var ticket = await TicketAsync();
        for (var i = 0; i < TagRecord.Most; i++) Assert.Null((await TagAsync(ticket, $"mot {i}")).Refusal);

        Assert.Equal(RecordRefusals.TooManyTags, (await TagAsync(ticket, "de trop")).Refusal?.Code);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Tagging_needs_the_right_to_change_the_record_and_to_see_it()
    {
        var ticket = await TicketAsync();
        App.User.Revoke(TicketPermissions.Edit);

        Assert.Equal(Refusal.Forbidden, (await TagAsync(ticket, "mot")).Refusal);
        Assert.Equal(Refusal.Forbidden, (await UntagAsync(ticket, Guid.CreateVersion7())).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((SuggestTags use) => use.RunAsync(ticket.Ref, "m", default))).Refusal);

        App.User.Revoke(TicketPermissions.View);
        Assert.Equal(Refusal.NotFound, (await TagAsync(ticket, "mot")).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((GetTags use) => use.RunAsync(ticket.Ref, default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await TagAsync(new Ticket { Title = "", RequesterId = default }, "mot")).Refusal);
    }

    [Fact]
    public async Task Words_in_use_are_suggested_but_not_those_the_record_has()
    {
        var (here, there) = (await TicketAsync(), await App.SaveAsync(Make.Ticket()));
        await TagAsync(there, "Nacelle élévatrice");
        await TagAsync(there, "nacre");
        await TagAsync(here, "nacre");

        Assert.Equal(["Nacelle élévatrice"], await SuggestedAsync(here, "NAC"));
        Assert.Equal(["Nacelle élévatrice"], await SuggestedAsync(here, "éLé"));
        Assert.Empty(await SuggestedAsync(here, "acelle"));
    }

    [Fact]
    public async Task A_list_is_filtered_by_a_tag_in_one_statement_more()
    {
        var (tagged, other) = (await TicketAsync(), await App.SaveAsync(Make.Ticket()));
        await TagAsync(tagged, "Filtré");
        await TagAsync(other, "autre");

        Assert.Equal([tagged.Id], await ListedAsync("?view=all&state=any&tag=FILTRE"));
        Assert.Empty(await ListedAsync("?view=all&state=any&tag=inconnu"));
        Assert.True(TicketFilter.Parse(ListQuery.Parse("?tag=,")).Failed);
        Assert.Equal(2, await App.CountQueriesAsync(() => ListedAsync("?view=all&tag=filtré")));
    }

    private Task<Ticket> TicketAsync()
    {
        App.User.Grant(TicketPermissions.View, Scope.Structure).Grant(TicketPermissions.Edit, Scope.Structure);
        return App.SaveAsync(Make.Ticket());
    }

    private Task<Result> TagAsync(Ticket ticket, string word) => App.RunAsync((TagRecord use) => use.RunAsync(ticket.Ref, word, default));

    private Task<Result> UntagAsync(Ticket ticket, Guid tag) => App.RunAsync((UntagRecord use) => use.RunAsync(ticket.Ref, tag, default));

    private async Task<IEnumerable<string>> TagsAsync(Ticket ticket) =>
        (await App.RunAsync((GetTags use) => use.RunAsync(ticket.Ref, default))).Value!.Tags.Select(t => t.Name);   // seen

    private async Task<IEnumerable<string>> SuggestedAsync(Ticket ticket, string typed) =>
        (await App.RunAsync((SuggestTags use) => use.RunAsync(ticket.Ref, typed, default))).Value!.Select(t => t.Name);   // granted

    private async Task<IEnumerable<Guid>> ListedAsync(string address) =>
        (await App.RunAsync((ListTickets use) => use.RunAsync(TicketFilter.Parse(ListQuery.Parse(address)).Value!, 50, default))).Value!.Rows.Select(r => r.Id);   // granted
}
