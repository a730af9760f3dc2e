using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;
using static OpsFlux.Tests.Modules.Tickets.Import.ServiceNowCsv;

namespace OpsFlux.Tests.Modules.Tickets.Import;

/// <summary>What becomes of an incident's rows: each test has numbers of its own.</summary>
public sealed class ServiceNowHistoryTests(ServiceNowApp app) : AppTests<ServiceNowApp>(app)
{
    [Fact]
    public async Task The_timeline_holds_states_assignments_reopenings_and_priorities_at_their_instants()
    {
        await App.ImportAsync(File(
            Row("H1", 0, "10-03-2016 08:05", "New", "assignment_group", "Group 1"),
            Row("H1", 1, "10-03-2016 09:00", "Active", "assignment_group", "Group 1", "assigned_to", "Resolver 1", "priority", "1 - Critical"),
            Row("H1", 2, "10-03-2016 10:00", "Awaiting Vendor", "assignment_group", "Group 1", "assigned_to", "?", "priority", "1 - Critical"),
            Row("H1", 3, "10-03-2016 11:00", "Resolved", "assigned_to", "Resolver 1", "priority", "1 - Critical"),
            Row("H1", 5, "11-03-2016 08:00", "Active", "reopen_count", "1", "assigned_to", "Resolver 2", "priority", "1 - Critical")));

        var ticket = await App.TicketAsync("H1");
        var lines = await App.TimelineAsync(ticket);

        Assert.All(lines, line => Assert.True(line.IsReplay));
        Assert.Equal(
            [
                "10 08:00 Opened Opened by 1", "10 08:05 Assigned GroupId", "10 09:00 Assigned AssigneeId", "10 09:00 StateChanged New>InProgress",
                "10 09:00 FieldChanged Normal>Critical", "10 10:00 StateChanged InProgress>Waiting WaitingReason.supplier",
                "10 11:00 StateChanged Waiting>Resolved", "11 08:00 Assigned AssigneeId", "11 08:00 Reopened Resolved>InProgress",
            ],
            lines.Select(Told));
        Assert.Equal((TicketState.InProgress, 1, (DateTimeOffset?)null), (ticket.State, ticket.ReopenCount, ticket.ClosedAt));
        Assert.Equal((At("10 09:00"), Priority.Critical), (ticket.StartedAt!.Value, ticket.Priority));
        Assert.Equal(lines[^2].NewValue, ticket.AssigneeId.ToString());
    }

    [Fact]
    public async Task A_row_out_of_time_stays_in_the_timeline_and_changes_nothing()
    {
        await App.ImportAsync(File(
            Row("H2", 1, "10-03-2016 09:00", "Active", "assigned_to", "Resolver 1"),
            Row("H2", 2, "10-03-2016 07:30", "New", "assigned_to", "Resolver 2"),
            Row("H2", 2, "10-03-2016 10:00", "Resolved", "assigned_to", "Resolver 1"),
            Row("H2", 3, "10-03-2016 09:30", "Active", "reopen_count", "1")));

        var ticket = await App.TicketAsync("H2");
        var lines = await App.TimelineAsync(ticket);

        Assert.Equal((TicketState.Resolved, 0, At("10 10:00")), (ticket.State, ticket.ReopenCount, ticket.ResolvedAt!.Value));
        Assert.Equal(
            ["10 07:30 StateChanged >New Import.OutOfOrder", "10 07:30 Assigned AssigneeId Import.OutOfOrder", "10 09:30 StateChanged >InProgress Import.OutOfOrder"],
            lines.Where(l => l.Reason == "Import.OutOfOrder").Select(Told));
    }

    [Fact]
    public async Task Columns_win_over_rows_and_an_unknown_resolution_takes_the_last_resolved_row()
    {
        string[] ends = ["resolved_at", "10-03-2016 10:30", "closed_at", "15-03-2016 12:00"];
        await App.ImportAsync(File(
            Row("H3", 0, "10-03-2016 10:00", "Resolved", ends), Row("H3", 1, "15-03-2016 11:59", "Closed", ends),
            Row("H4", 0, "10-03-2016 10:00", "Resolved"), Row("H4", 1, "10-03-2016 11:00", "Resolved"), Row("H4", 2, "15-03-2016 11:59", "Closed"),
            Row("H5", 0, "10-03-2016 08:10", "Active", ends)));

        var (columns, rows, cut) = (await App.TicketAsync("H3"), await App.TicketAsync("H4"), await App.TicketAsync("H5"));

        Assert.Equal((At("10 10:30"), At("15 12:00")), (columns.ResolvedAt!.Value, columns.ClosedAt!.Value));
        Assert.Equal((At("10 11:00"), At("15 11:59")), (rows.ResolvedAt!.Value, rows.ClosedAt!.Value));
        Assert.Equal((TicketState.Closed, At("15 12:00")), (cut.State, cut.ClosedAt!.Value));
    }

    [Fact]
    public async Task An_end_undone_by_a_reopening_leaves_the_ticket_open()
    {
        await App.ImportAsync(File(
            Row("H6", 0, "10-03-2016 10:00", "Closed", "closed_at", "10-03-2016 10:00", "resolved_at", "10-03-2016 09:00"),
            Row("H6", 1, "11-03-2016 10:00", "Awaiting Evidence", "reopen_count", "1", "closed_at", "10-03-2016 10:00", "resolved_at", "10-03-2016 09:00")));

        var ticket = await App.TicketAsync("H6");

        Assert.Equal((TicketState.Waiting, "evidence"), (ticket.State, ticket.WaitingReason));
        Assert.Equal((null, null, 1), (ticket.ClosedAt, ticket.ResolvedAt, ticket.ReopenCount));
    }

    [Fact]
    public async Task Times_are_read_in_the_zone_and_the_number_takes_the_original_year()
    {
        await App.ImportAsync(File(Row("H7", 0, "01-07-2014 12:00", "New", "opened_at", "01-07-2014 12:00")), zone: "Europe/Paris");

        var ticket = await App.TicketAsync("H7");

        Assert.Equal(new DateTimeOffset(2014, 7, 1, 10, 0, 0, TimeSpan.Zero), ticket.OpenedAt);
        Assert.Equal(("TIC-2014-000001", ticket.OpenedAt, ticket.OpenedAt), (ticket.Number, ticket.CreatedAt, ticket.UpdatedAt));
    }

    [Fact]
    public async Task People_teams_categories_and_sites_come_along_and_are_known_the_next_time()
    {
        string[] values = ["caller_id", "Élodie  Œuvrard", "category", "Cat", "subcategory", "Sub", "location", "Depot", "assignment_group", "Team", "impact", "1 - High", "urgency", "3 - Low", "priority", "4 - Low"];
        await App.ImportAsync(File(Row("H8", 0, "10-03-2016 08:05", "New", values)));
        await App.ImportAsync(File(Row("H9", 0, "10-03-2016 08:05", "New", values)));

        var (one, two) = (await App.TicketAsync("H8"), await App.TicketAsync("H9"));
        var person = await App.LoadAsync<User>(one.RequesterId);
        var category = await App.LoadAsync<Category>(one.CategoryId);

        Assert.Equal((one.RequesterId, one.CategoryId, one.SiteId, one.GroupId), (two.RequesterId, two.CategoryId, two.SiteId, two.GroupId));
        Assert.Equal(("elodie-uvrard.servicenow", "servicenow:Élodie  Œuvrard", false, null), (person.UserName, person.ExternalId, person.IsActive, person.PasswordHash));
        Assert.Equal(("Cat › Sub", "Sub"), (category.Path, category.Name));
        Assert.Equal("Depot", (await App.LoadAsync<Site>(one.SiteId!.Value)).Name);
        Assert.Equal((Impact.High, Urgency.Low, Priority.Low), (one.Impact, one.Urgency, one.Priority));
    }

    [Fact]
    public async Task An_incident_of_which_little_is_known_still_becomes_a_ticket()
    {
        await App.ImportAsync(File(Row("H10", 0, "10-03-2016 08:05", "New",
            "caller_id", "?", "category", "?", "subcategory", "?", "location", "?", "u_symptom", "?", "opened_by", "?", "sys_updated_by", "?", "priority", "?")));

        var ticket = await App.TicketAsync("H10");

        Assert.Equal(("Incident H10", Priority.Normal, null), (ticket.Title, ticket.Priority, ticket.SiteId));
        Assert.Equal("servicenow:?", (await App.LoadAsync<User>(ticket.RequesterId)).ExternalId);
        Assert.Equal("servicenow:?", (await App.LoadAsync<Category>(ticket.CategoryId)).ExternalId);
    }

    private static string Told(TimelineEntry e)
    {
        var change = e.Kind switch
        {
            TimelineKind.Opened => e.ActorName,
            TimelineKind.Assigned => e.Field,
            _ => $"{e.OldValue}>{e.NewValue}",
        };
        return $"{e.At:dd HH:mm} {e.Kind} {change} {e.Reason}".TrimEnd();
    }

    private static DateTimeOffset At(string dayAndTime) =>
        DateTimeOffset.Parse($"2016-03-{dayAndTime}Z", System.Globalization.CultureInfo.InvariantCulture);
}
