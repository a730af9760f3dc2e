using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Replies;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Setup;

public sealed class RepliesTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task What_is_inserted_is_filled_in_and_never_run()
    {
        Configures();
        var person = await App.SaveAsync(Make.User("Samira Alaoui"));
        var ticket = await App.SaveAsync(Make.Ticket("Panne {{me}}", requester: person.Id));
        await SaveAsync(r => (r.Title, r.Body) = ("Salutation", "Bonjour {{requester}}, {{number}} ({{title}}) : {{autre}} {{constructor}}. {{me}}"));

        var reply = (await OfferedAsync(ticket)).Single(r => r.Title == "Salutation");

        Assert.Equal($"Bonjour Samira Alaoui, {ticket.Number} (Panne {{{{me}}}}) : {{{{autre}}}} {{{{constructor}}}}. Alice Martin", reply.Text);
    }

    [Theory]
    [InlineData("fr", true)]
    [InlineData("en", false)]
    [InlineData("", true)]
    public async Task Only_the_requesters_language_is_offered(string language, bool isOffered)
    {
        Configures();
        var ticket = await App.SaveAsync(Make.Ticket());
        var title = $"Langue {language}.";

        await SaveAsync(r => (r.Title, r.Language) = (title, language));

        Assert.Equal(isOffered, (await OfferedAsync(ticket)).Any(r => r.Title == title));
    }

    [Fact]
    public async Task A_category_or_structure_covers_what_is_below_it()
    {
        Configures();
        var top = await App.SaveAsync(Make.Category());
        var below = await App.SaveAsync(new Category { Name = "Dessous", Path = $"{top.Id} › Dessous", ParentId = top.Id });
        var (company, agency) = (await App.SaveAsync(Make.Structure()), Make.Structure());
        agency.ParentId = company.Id;
        await App.SaveAsync(agency);
        await SaveAsync(r => (r.Title, r.CategoryId) = ("De la catégorie", top.Id));
        await SaveAsync(r => (r.Title, r.Audience, r.StructureId) = ("De la structure", ReplyAudience.Structure, company.Id));

        Assert.Equal(["De la catégorie", "De la structure"], await TitlesAsync(Make.Ticket(category: below.Id, structure: agency.Id)));
        Assert.Equal(["De la structure"], await TitlesAsync(Make.Ticket(structure: company.Id)));
        Assert.Empty(await TitlesAsync(Make.Ticket()));

        async Task<IEnumerable<string>> TitlesAsync(Ticket ticket) =>
            (await OfferedAsync(await App.SaveAsync(ticket))).Select(r => r.Title).Where(t => t.StartsWith("De la", StringComparison.Ordinal)).Order();
    }

    [Fact]
    public async Task A_teams_is_for_its_members_and_ones_own_for_oneself()
    {
        Configures();
        var (group, member) = (Make.Group(), Make.User());
        await App.SaveAllAsync(group, member, Make.Member(group, member));
        var ticket = await App.SaveAsync(Make.Ticket());
        await SaveAsync(r => (r.Title, r.Audience, r.GroupId) = ("Du groupe", ReplyAudience.Group, group.Id));
        await SaveAsync(r => (r.Title, r.Audience) = ("À moi", ReplyAudience.Mine));

        var alices = (await OfferedAsync(ticket)).Select(r => r.Title).ToList();
        App.User.As(member);
        var members = (await OfferedAsync(ticket)).Select(r => r.Title).ToList();

        Assert.Equal((true, false), (alices.Contains("À moi"), alices.Contains("Du groupe")));
        Assert.Equal((false, true), (members.Contains("À moi"), members.Contains("Du groupe")));
    }

    [Fact]
    public async Task The_most_used_come_first_and_counting_conflicts_with_nobody()
    {
        Configures();
        var category = await App.SaveAsync(Make.Category());
        var ticket = await App.SaveAsync(Make.Ticket(category: category.Id));
        await SaveAsync(r => (r.Title, r.CategoryId) = ("Alpha", category.Id));
        await SaveAsync(r => (r.Title, r.CategoryId) = ("Beta", category.Id));
        var beta = (await OfferedAsync(ticket)).Single(r => r.Title == "Beta").Id;

        await App.RunAsync((OfferReplies use) => use.UsedAsync(beta, default));

        Assert.Equal(["Beta", "Alpha"], (await OfferedAsync(ticket)).Select(r => r.Title).Where(t => t is "Alpha" or "Beta"));
        Assert.Null((await SaveAsync(r => (r.Id, r.Version, r.Title) = (beta, 1, "Bêta"))).Refusal);
        Assert.Equal(Refusal.Stale, (await SaveAsync(r => (r.Id, r.Version, r.Title) = (beta, 1, "Encore"))).Refusal);
        Assert.Equal(Refusal.Stale, (await RemoveAsync(beta, 1)).Refusal);
        Assert.Null((await RemoveAsync(beta, 2)).Refusal);
        Assert.Equal(Refusal.NotFound, (await RemoveAsync(beta, 2)).Refusal);
    }

    [Fact]
    public async Task Nobody_touches_anothers_own_nor_shares_beyond_his_reach()
    {
        Configures();
        await SaveAsync(r => (r.Title, r.Audience) = ("Privée", ReplyAudience.Mine));
        var own = (await App.RunAsync((EditReplies use) => use.ListAsync(mine: true, default))).Value!.Single(r => r.Reply.Title == "Privée").Reply.Id;   // granted
        var foreign = await App.SaveAsync(Make.Structure());

        App.User.As(await App.SaveAsync(Make.User()));
        Assert.Equal(Refusal.NotFound, (await SaveAsync(r => (r.Id, r.Version, r.Audience) = (own, 1, ReplyAudience.Mine))).Refusal);
        Assert.Equal(Refusal.NotFound, (await RemoveAsync(own, 1)).Refusal);
        App.User.Grant(TicketPermissions.Configure, Scope.Structure);
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(r => r.Audience = ReplyAudience.Everybody)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(r => (r.Audience, r.StructureId) = (ReplyAudience.Structure, foreign.Id))).Refusal);
        Assert.Null((await SaveAsync(r => (r.Audience, r.StructureId) = (ReplyAudience.Structure, World.Structure))).Refusal);
        App.User.Revoke(TicketPermissions.Configure).Revoke(TicketPermissions.Note);
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(r => r.Audience = ReplyAudience.Mine)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((EditReplies use) => use.ListAsync(mine: true, default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((OfferReplies use) => use.RunAsync(own, default))).Refusal);
    }

    [Fact]
    public async Task Bad_input_names_its_field()
    {
        Configures();

        Assert.Equal(["Body"], await FieldsAsync(r => r.Body = " "));
        Assert.Equal(["Language"], await FieldsAsync(r => r.Language = "xx"));
        Assert.Equal(["GroupId"], await FieldsAsync(r => r.Audience = ReplyAudience.Group));
        Assert.Equal(["CategoryId"], await FieldsAsync(r => r.CategoryId = Guid.CreateVersion7()));

        async Task<IEnumerable<string>> FieldsAsync(Action<SaveReplyRequest> change) => (await SaveAsync(change)).Refusal?.Fields.Select(f => f.Field) ?? [];
    }

    [Fact]
    public async Task Of_a_ticket_that_one_may_not_see_nothing_is_offered()
    {
        Configures();
        var ticket = await App.SaveAsync(Make.Ticket(requester: (await App.SaveAsync(Make.User())).Id));

        App.User.Grant(TicketPermissions.Note, Scope.Own);

        Assert.Equal(Refusal.NotFound, (await App.RunAsync((OfferReplies use) => use.RunAsync(ticket.Id, default))).Refusal);
    }

    private void Configures() => App.User.Grant(TicketPermissions.Configure, Scope.All).Grant(TicketPermissions.Note, Scope.All).Grant(TicketPermissions.Comment, Scope.All);

    private Task<Result> SaveAsync(Action<SaveReplyRequest> change)
    {
        var request = new SaveReplyRequest { Title = "Réponse", Body = "Bonjour", Audience = ReplyAudience.Everybody };
        change(request);
        return App.RunAsync((EditReplies use) => use.SaveAsync(request, default));
    }

    private Task<Result> RemoveAsync(Guid id, long version) => App.RunAsync((EditReplies use) => use.RemoveAsync(id, version, default));

    private async Task<IReadOnlyList<OfferedReply>> OfferedAsync(Ticket ticket) =>
        (await App.RunAsync((OfferReplies use) => use.RunAsync(ticket.Id, default))).Value ?? [];
}
