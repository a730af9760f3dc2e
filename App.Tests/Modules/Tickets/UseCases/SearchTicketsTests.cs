using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

/// <summary>What the search box finds: numbers, words without their accents or endings, parts of speech of the operator's language.</summary>
public sealed class SearchTicketsTests(TestApp app) : TicketListTests(app)
{
    [Theory]
    [InlineData("depannage")]
    [InlineData("dépannages")]
    [InlineData("HYDRAULIQUES")]
    [InlineData("hydraulique urgent")]
    [InlineData("\"presse hydraulique\"")]
    [InlineData("presse -électrique")]
    [InlineData("absent or hydraulique")]
    public async Task Words_are_found_whatever_their_accents_case_and_ending(string words)
    {
        await WatchAsync();
        var found = await TicketAsync(Make.Ticket("Dépannage de la presse hydraulique", description: "Urgent : l'atelier est arrêté."));
        await TicketAsync(Make.Ticket("Écran noir", description: "Presse électrique débranchée."));

        Assert.Equal([found.Id], await IdsAsync($"?q={Uri.EscapeDataString(words)}"));
    }

    [Theory]
    [InlineData("printers")]
    [InlineData("PRINTER jam")]
    [InlineData("printing")]
    [InlineData("impression or printed")]
    public async Task English_words_are_found_by_their_stem_too(string words)
    {
        await WatchAsync();
        var found = await TicketAsync(Make.Ticket("Printer jams when printing labels"));
        await TicketAsync(Make.Ticket("Screen flickers"));

        Assert.Equal([found.Id], await IdsAsync($"?q={Uri.EscapeDataString(words)}"));
    }

    [Theory]
    [InlineData("de la")]
    [InlineData("est dans le")]
    public async Task French_words_without_meaning_find_nothing_in_English_either(string words)
    {
        await WatchAsync();
        await TicketAsync(Make.Ticket("La presse est dans le hall de la mezzanine"));

        Assert.Empty(await IdsAsync($"?q={Uri.EscapeDataString(words)}"));
    }

    [Fact]
    public async Task The_number_and_the_other_systems_number_lead_to_the_ticket()
    {
        await WatchAsync();
        var ticket = await TicketAsync(Make.Ticket(number: "TIC-2019-000777", externalId: "INC0045"));

        Assert.Equal([ticket.Id], await IdsAsync("?q=tic-2019-000777"));
        Assert.Equal([ticket.Id], await IdsAsync("?q=%20inc0045%20"));
    }

    [Theory]
    [InlineData("'")]
    [InlineData("\\")]
    [InlineData("& | ! ( ) :*")]
    [InlineData("\"unclosed")]
    [InlineData("'; drop table tickets.tickets; --")]
    [InlineData("%")]
    [InlineData("le la les")]
    public async Task Whatever_is_typed_answers_a_page(string words)
    {
        await WatchAsync();
        await TicketAsync(Make.Ticket());

        Assert.Empty(await IdsAsync($"?q={Uri.EscapeDataString(words)}"));
    }

    [Fact]
    public async Task A_search_stays_within_the_other_filters()
    {
        await WatchAsync();
        await TicketAsync(Make.Ticket("Pompe bruyante", OpsFlux.Shared.Tickets.TicketState.Closed));
        var open = await TicketAsync(Make.Ticket("Pompe arrêtée"));

        Assert.Equal([open.Id], await IdsAsync("?q=pompes"));
    }
}
