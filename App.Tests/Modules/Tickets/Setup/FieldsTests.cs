using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Pages;
using OpsFlux.Modules.Tickets.Setup.Fields;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Setup;

/// <summary>What the form of a category asks, and what becomes of the answers.</summary>
public sealed class FieldsTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_required_field_has_to_be_answered_from_then_on()
    {
        var category = await CategoryAsync();
        Assert.False((await OpenAsync(category)).Failed);
        var serial = await FieldAsync(category, FieldKind.Text, "Numéro de série", r => r.IsRequired = true);

        Assert.Equal(("Fields.numero-de-serie", "required"), ErrorOf(await OpenAsync(category)));
        var opened = await OpenAsync(category, (serial.Code, " SN-42 "));

        var answer = Assert.Single((await FormAsync(opened.Value!.Id)).Answers);   // accepted
        Assert.Equal((serial.Id, "SN-42"), (answer.Field.Id, answer.Value));
    }

    [Theory]
    [InlineData(FieldKind.Number, "douze", "not-a-number")]
    [InlineData(FieldKind.Number, "1,5", "not-a-number")]
    [InlineData(FieldKind.Number, "0", "at-least")]
    [InlineData(FieldKind.Number, "11", "at-most")]
    [InlineData(FieldKind.Date, "20/11/2026", "not-a-date")]
    [InlineData(FieldKind.YesNo, "oui", "unknown-value")]
    [InlineData(FieldKind.Choice, "violet", "unknown-value")]
    [InlineData(FieldKind.Text, "NUL \u0000 dedans", "control-characters")]
    public async Task What_does_not_fit_is_refused_by_field(FieldKind kind, string answer, string code)
    {
        var category = await CategoryAsync();
        var field = await FieldAsync(category, kind, "Question", Limited);

        Assert.Equal(($"Fields.{field.Code}", code), ErrorOf(await OpenAsync(category, (field.Code, answer))));
    }

    [Theory]
    [InlineData(FieldKind.Number, "7.50", "7.5", "7,5")]
    [InlineData(FieldKind.Date, "2026-11-20", "2026-11-20", "20/11/2026")]
    [InlineData(FieldKind.YesNo, "true", "true", "Oui")]
    [InlineData(FieldKind.Choice, "rouge", "rouge", "Rouge")]
    [InlineData(FieldKind.LongText, "Deux\nlignes", "Deux\nlignes", "Deux\nlignes")]
    public async Task What_fits_is_kept_and_said_in_the_readers_way(FieldKind kind, string answer, string stored, string said)
    {
        using var french = new InLanguage("fr-FR");
        var category = await CategoryAsync();
        var field = await FieldAsync(category, kind, "Question", Limited);

        var opened = await OpenAsync(category, (field.Code, answer));

        var kept = Assert.Single((await FormAsync(opened.Value!.Id)).Answers);   // accepted
        Assert.Equal(stored, kept.Value);
        Assert.Equal(said, Said(texts => texts.AnswerOf(kept.Field, kept.Value)));
    }

    [Fact]
    public async Task A_sub_category_asks_what_those_above_ask_first()
    {
        var top = await CategoryAsync();
        var below = await App.SaveAsync(new Category { Name = "Dessous", Path = $"{top} › Dessous", ParentId = top });
        var (ours, theirs) = (await FieldAsync(below.Id, FieldKind.Text, "Le nôtre"), await FieldAsync(top, FieldKind.Text, "Le leur"));

        var asked = await App.RunAsync((ReadFields use) => use.AskedAsync(below.Id, default));

        Assert.Equal([theirs.Id, ours.Id], asked.Select(f => f.Id));
        Assert.Equal([theirs.Id], (await App.RunAsync((ReadFields use) => use.AskedAsync(top, default))).Select(f => f.Id));
    }

    [Fact]
    public async Task Answers_stay_when_the_field_goes_out_of_use()
    {
        var category = await CategoryAsync();
        var field = await FieldAsync(category, FieldKind.Text, "Éphémère", r => r.IsRequired = true);
        var opened = (await OpenAsync(category, (field.Code, "gardé"))).Value!;   // accepted

        Assert.Null((await App.RunAsync((EditFields use) => use.ActivateAsync(new(field.Id, field.Version, false), default))).Refusal);

        Assert.False((await OpenAsync(category)).Failed);
        var form = await FormAsync(opened.Id);
        Assert.Equal(("gardé", 0), (Assert.Single(form.Answers).Value, form.Asked.Count));
    }

    [Fact]
    public async Task A_changed_answer_is_told_and_raises_the_version()
    {
        var (ticket, field) = await AnsweredAsync();

        Assert.Null((await EditAsync(ticket, 1, (field.Code, "vert"))).Refusal);
        Assert.Equal(Refusal.Stale, (await EditAsync(ticket, 1, (field.Code, "rouge"))).Refusal);
        Assert.Null((await EditAsync(ticket, 2, (field.Code, "vert"))).Refusal);   // nothing changed

        Assert.Equal(2, (await App.LoadAsync<Ticket>(ticket)).Version);
        var line = Assert.Single(await App.TimelineAsync(ticket), e => e.Kind == TimelineKind.FieldChanged);
        Assert.Equal((FieldWords.LineField(field), "rouge", "vert"), (line.Field, line.OldValue, line.NewValue));
        Assert.Equal(("Couleur", "Vert"), Said(texts => (texts[$"Field.{line.Field}"], texts.ValueOf(line.Field, line.NewValue))));
        Assert.Null((await EditAsync(ticket, 2)).Refusal);
        Assert.Empty((await FormAsync(ticket)).Answers);
    }

    [Fact]
    public async Task An_option_that_went_may_stay_where_it_was_chosen()
    {
        var (ticket, field) = await AnsweredAsync();

        Assert.Null((await App.RunAsync((EditFields use) => use.SaveAsync(Request(field, r => r.Options.RemoveAt(0)), default))).Refusal);

        Assert.Equal(("Fields.couleur", "unknown-value"), ErrorOf(await OpenAsync(field.CategoryId, (field.Code, "rouge"))));
        Assert.Null((await EditAsync(ticket, 1, (field.Code, "rouge"))).Refusal);
        Assert.Equal("Rouge", Said(texts => texts.AnswerOf(FieldWords.LineField(field), "rouge")));
    }

    [Fact]
    public async Task A_definition_that_cannot_be_is_refused()
    {
        var category = await CategoryAsync();

        Assert.Equal("max-below-min", CodeOf(await SaveAsync(category, FieldKind.Number, r => (r.Min, r.Max) = (2, 1))));
        Assert.Equal("required", CodeOf(await SaveAsync(category, FieldKind.Choice)));
        Assert.Equal("twice", CodeOf(await SaveAsync(category, FieldKind.Choice, r => r.Options = [new() { French = "Oui" }, new() { French = "oui " }])));
        Assert.Equal("required", CodeOf(await SaveAsync(category, FieldKind.Choice, r => r.Options = [new()])));
        Assert.Equal(Refusal.NotFound, (await SaveAsync(Guid.CreateVersion7(), FieldKind.Text)).Refusal);
    }

    [Fact]
    public async Task Without_the_permission_or_out_of_scope_nothing_changes()
    {
        var (ticket, field) = await AnsweredAsync();

        App.User.Revoke(TicketPermissions.Configure).Revoke(TicketPermissions.Edit);
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(field.CategoryId, FieldKind.Text)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await EditAsync(ticket, 1)).Refusal);
        App.User.As(await App.SaveAsync(Make.User())).Grant(TicketPermissions.Edit, Scope.Own).Grant(TicketPermissions.View, Scope.Own);
        Assert.Equal(Refusal.NotFound, (await EditAsync(ticket, 1)).Refusal);
        Assert.Empty((await FormAsync(ticket)).Answers);
    }

    [Fact]
    public async Task What_is_over_stays_as_it_was()
    {
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.Closed));
        App.User.Grant(TicketPermissions.Edit, Scope.All);

        Assert.Equal(TicketRefusals.IsOver, (await EditAsync(ticket.Id, 1)).Refusal?.Code);
    }

    private async Task<Guid> CategoryAsync()
    {
        App.User.Grant(TicketPermissions.Configure, Scope.All).Grant(TicketPermissions.Open, Scope.Own).Grant(TicketPermissions.View, Scope.Own);
        return (await App.SaveAsync(Make.Category())).Id;
    }

    /// <summary>A ticket on which somebody chose red.</summary>
    private async Task<(Guid Ticket, CategoryField Field)> AnsweredAsync()
    {
        var category = await CategoryAsync();
        var field = await FieldAsync(category, FieldKind.Choice, "Couleur", Limited);
        App.User.Grant(TicketPermissions.Edit, Scope.All);
        return ((await OpenAsync(category, (field.Code, "rouge"))).Value!.Id, field);   // accepted
    }

    private static void Limited(SaveFieldRequest request)
    {
        (request.Min, request.Max) = (1, 10);
        request.Options = [new() { French = "Rouge" }, new() { French = "Vert", English = "Green" }];
    }

    private async Task<CategoryField> FieldAsync(Guid category, FieldKind kind, string label, Action<SaveFieldRequest>? change = null)
    {
        Assert.Null((await SaveAsync(category, kind, r =>
        {
            r.French = label;
            change?.Invoke(r);
        })).Refusal);
        return (await App.RunAsync((ReadFields use) => use.AskedAsync(category, default))).Single(f => f.French == label);
    }

    private Task<Result> SaveAsync(Guid category, FieldKind kind, Action<SaveFieldRequest>? change = null)
    {
        var request = new SaveFieldRequest { CategoryId = category, Kind = kind, French = "Question" };
        change?.Invoke(request);
        return App.RunAsync((EditFields use) => use.SaveAsync(request, default));
    }

    private static SaveFieldRequest Request(CategoryField field, Action<SaveFieldRequest> change)
    {
        var request = FieldDialog.FormOf(field);
        change(request);
        return request;
    }

    private Task<Result<OpenedTicket>> OpenAsync(Guid category, params (string Code, string Answer)[] answers) => App.RunAsync((OpenTicket use) => use.RunAsync(
        new() { Title = "Une panne", CategoryId = category, Fields = answers.ToDictionary(a => a.Code, a => (string?)a.Answer) }, default));

    private Task<Result> EditAsync(Guid ticket, long version, params (string Code, string Answer)[] answers) => App.RunAsync((EditTicketFields use) => use.RunAsync(
        new() { TicketId = ticket, Version = version, Fields = answers.ToDictionary(a => a.Code, a => (string?)a.Answer) }, default));

    private Task<TicketFormFields> FormAsync(Guid ticket) => App.RunAsync((ReadFields use) => use.OfTicketAsync(ticket, default));

    private T Said<T>(Func<TextCatalog, T> say) => say(App.Services.GetRequiredService<TextCatalog>());

    private static (string?, string?) ErrorOf(Result<OpenedTicket> result) => (result.Refusal?.Fields.Single().Field, result.Refusal?.Fields.Single().Code);

    private static string? CodeOf(Result result) => result.Refusal is { Fields: [var error, ..] } ? error.Code : null;
}
