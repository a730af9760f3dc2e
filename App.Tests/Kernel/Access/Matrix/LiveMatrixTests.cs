using Npgsql;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>
/// Whoever hears of a change hears its name and ids, whatever he may see: what is on screen comes from reading again, by the
/// use cases that the matrix has asked as every role.
/// </summary>
[Trait("Category", "Access")]
public sealed class LiveMatrixTests(MatrixApp app) : IClassFixture<MatrixApp>
{
    [Fact]
    public async Task A_signal_carries_ids_alone()
    {
        var heard = await HearAsync(ChangeEverythingAsync);

        Assert.NotEmpty(heard);
        Assert.All(heard, payload => Assert.Equal(payload.Trim(), Signal.Parse(payload)?.ToString().Trim()));
        Assert.DoesNotContain(heard, payload => payload.Contains("qx", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void What_circuits_are_told_has_room_for_nothing_but_what_and_how_many_hear_it()
    {
        Assert.Equal([typeof(string), typeof(RecordRef), typeof(int)], typeof(LiveUpdate).GetProperties().Where(p => p.Name != "EqualityContract").Select(p => p.PropertyType));
        Assert.Equal([typeof(string), typeof(Guid)], typeof(RecordRef).GetProperties().Select(p => p.PropertyType));
        Assert.Equal([typeof(SignalKind), typeof(IReadOnlyList<Guid>)], typeof(Signal).GetProperties().Where(p => p.Name != "EqualityContract").Select(p => p.PropertyType));
    }

    private async Task ChangeEverythingAsync()
    {
        var role = MatrixRole.All[0];
        var record = await app.RecordAsync(role, Subject.Other);
        await using var person = await app.SignInAsync(app.PersonOf(role));
        foreach (var isInternal in new[] { false, true })
            Assert.Null((await person.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = record.Ticket.Id, Body = record.Mark("note"), IsInternal = isInternal }, default))).Refusal);
        Assert.Null((await person.RunAsync((EditTicket use) => use.RunAsync(
            new() { TicketId = record.Ticket.Id, Changes = [new() { Field = nameof(Ticket.Title), Seen = record.Ticket.Title, Value = $"Autre {record.Mark("title")}" }] }, default))).Refusal);
    }

    private async Task<List<string>> HearAsync(Func<Task> change)
    {
        var heard = new List<string>();
        await using var connection = new NpgsqlConnection(app.Connections.Application);
        await connection.OpenAsync();
        connection.Notification += (_, told) => heard.Add(told.Payload);
        await using var listen = new NpgsqlCommand($"listen {Signal.Channel}", connection);
        await listen.ExecuteNonQueryAsync();
        await change();
        await using var ask = new NpgsqlCommand("select 1", connection);   // what was committed before arrives with the answer
        await ask.ExecuteScalarAsync();
        return heard;
    }
}
