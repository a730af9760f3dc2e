using OpsFlux.Kernel.Access;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Priorities;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>One way to call a use case, where what it needs depends on what is asked of it.</summary>
/// <param name="Needs">What the use case's own declaration comes to in this case; null: all of it, as it stands.</param>
internal sealed record Variant(string Label, Action<object?[]> Change, params Requirement[]? Needs);

/// <summary>What the names of a use case's arguments do not say: every entry is an exception, and says why by being here.</summary>
internal static class UseCaseSamples
{
    /// <summary>By use case: what its "id" means, and whether that is a part of the record.</summary>
    public static readonly Dictionary<string, Func<MatrixApp, MarkedTicket, (Guid, bool)>> Ids = new()
    {
        ["OpenFile"] = (_, record) => (record.File.Id, true),
        ["RemoveFile"] = (_, record) => (record.File.Id, true),
        ["ListFiles"] = (_, record) => (record.File.Id, true),
        ["GetTicket"] = (_, record) => (record.Comment.Id, true),
        ["ExplainClock"] = (_, record) => (record.Clock.Id, true),
        ["JudgeClock"] = (_, record) => (record.Clock.Id, true),
        ["ArrangeCategories"] = (_, _) => (World.Category, false),
        ["ListCategories"] = (_, _) => (World.Category, false),
        ["EditFields"] = (app, _) => (app.Field.Id, false),
        ["ChecklistTemplates"] = (app, _) => (app.Template.Id, false),
        ["EditReplies"] = (app, _) => (app.Reply.Id, false),
        ["OfferReplies"] = (app, _) => (app.Reply.Id, false),
    };

    /// <summary>By use case: what its "code" means.</summary>
    public static readonly Dictionary<string, string> Codes = new()
    {
        ["ListJobRuns"] = "search.words", ["RunJobNow"] = "search.words", ["ChangeJobSchedule"] = "search.words",
        ["EditWaitingReasons"] = "parts", ["ChangeSetting"] = "tickets.ReopenWithinDays",
        ["ForceNews"] = "tickets.ticket.assigned", ["SaveDefaults"] = "Technician",
    };

    /// <summary>Ids of nothing are enough: what they name belongs to no record, and not-found is as good an answer as any.</summary>
    public static readonly Dictionary<string, string> Invented = new()
    {
        ["RemovePushDevice.pushDeviceId"] = "one's own devices", ["TryPush.pushDeviceId"] = "as above",
        ["Inbox.id"] = "one's own notifications", ["GetNews.id"] = "as above", ["MarkNews.id"] = "as above",
        ["ViewRecord.viewId"] = "made up by the page",
        ["DraftStore.known"] = "made up by the page",
        ["DeleteView.id"] = "SavedViewTests has every audience",
        ["FollowTarget.id"] = "FollowTests has sites and views in sight and beyond", ["UnfollowTarget.id"] = "one's own follows", ["ListFollowed.id"] = "as above",
        ["GetMail.id"] = "mails belong to no structure", ["CancelMail.id"] = "as above", ["RetryMail.id"] = "as above", ["DiscardMail.id"] = "as above", ["OpenMailFile.id"] = "as above", ["SortSelectedMails.ids"] = "as above",
        ["GetAuditEntry.id"] = "the log belongs to no structure",
    };

    /// <summary>
    /// Where ids name no record: people, roles, structures, calendars, agreements, keys. What of them is in whose reach is proved by the
    /// tests of each; here it is enough that nobody without the permission is answered.
    /// </summary>
    public static readonly string[] Beside =
    [
        "OpsFlux.Kernel.Access", "OpsFlux.Kernel.Accounts", "OpsFlux.Kernel.Api", "OpsFlux.Kernel.Calendars", "OpsFlux.Kernel.Notifications.Templates", "OpsFlux.Kernel.Organisation", "OpsFlux.Kernel.Privacy", "OpsFlux.Kernel.Sla",
        "OpsFlux.Modules.Assets", "OpsFlux.Modules.Maintenance",
    ];

    /// <summary>Calls that cannot be built here, and where they are proved instead.</summary>
    public static readonly Dictionary<string, string> NotCalled = new()
    {
        ["SignIn"] = "needs a request: the tests of signing in",
        ["AddPasskey"] = "needs a browser's answer: the tests of passkeys",
        ["EnterByPasskey"] = "as above",
        ["RefreshTokens"] = "needs a token: the tests of refreshing",
        ["SaveStructure"] = "needs a parent in reach: the tests of structures",
        ["RecordFiles"] = "needs a request: the tests of attachments in the API",
        ["ReportDenial"] = "writes that something was refused",
        ["SaveProfile"] = "one's own account: the profile's tests",
    };

    /// <summary>Answers of these are empty rather than refused where the record may not be seen; their marks are looked for all the same.</summary>
    public static readonly Dictionary<string, string> Silent = new()
    {
        ["GetOpenChildren.RunAsync"] = "counts those parts of the ticket that this person may see",
        ["ListStructures.BelowAsync"] = "lists those below that are in reach",
        ["ListStructures.PageAsync"] = "as above",
        ["ListSites.PageAsync"] = "lists those of a structure that are in reach",
        ["MergeTicket.RunAsync"] = "looks for the target first, which is as unknown: ReferenceTests has one in reach",
    };

    /// <summary>By use case and method, and where it is overloaded by the type of the first argument.</summary>
    public static readonly Dictionary<string, Variant[]> Variants = new()
    {
        ["CommentTicket.RunAsync"] =
        [
            new("public", Set<CommentTicketRequest>(r => r.IsInternal = false), Requirement.Of(TicketPermissions.Comment)),
            new("note", Set<CommentTicketRequest>(r => r.IsInternal = true), Requirement.Of(TicketPermissions.Note)),
            new("with time", Set<CommentTicketRequest>(r => r.MinutesSpent = 5), Requirement.Of(TicketPermissions.Comment), Requirement.Of(TicketPermissions.Work)),
        ],
        ["CommentIntervention.RunAsync"] =
        [
            new("public", Set<CommentInterventionRequest>(r => r.IsInternal = false), Requirement.Of(MaintenancePermissions.Comment)),
            new("note", Set<CommentInterventionRequest>(r => r.IsInternal = true), Requirement.Of(MaintenancePermissions.Note)),
        ],
        ["SignIntervention.RunAsync"] =
        [
            new("for the technician", Set<SignInterventionRequest>(r => r.Party = SignatureParty.Technician), Requirement.Of(MaintenancePermissions.Work)),
            new("for the client", Set<SignInterventionRequest>(r => r.Party = SignatureParty.Client), Requirement.Of(MaintenancePermissions.Sign)),
        ],
        ["EditTicket.RunAsync"] =
        [
            new("title", Edit(nameof(Ticket.Title), "Un autre titre"), Requirement.Of(TicketPermissions.Edit)),
            new("urgency", Edit(nameof(Ticket.Urgency), nameof(Urgency.High)), Requirement.Of(TicketPermissions.Edit)),
            new("own description", Edit(nameof(Ticket.Description), "Une autre description")),
        ],
        ["MoveTicket.RunAsync"] = [.. Steps().Select(s => new Variant(s.ToString(), Set<MoveTicketRequest>(r => Fill(r, s)), StepNeeds(s)))],
        ["ManyTickets.MoveAsync"] = [.. Steps().Select(s => new Variant(s.ToString(), args => Fill((MoveTicketRequest)args[1]!, s), StepNeeds(s)))],   // the second argument
        ["SpendTime.RunAsync(RemoveTimeRequest)"] = [new("somebody else's", _ => { }, Requirement.Of(TicketPermissions.Work), Requirement.Of(TicketPermissions.CorrectTime))],
        ["RemoveFile.RunAsync"] = [new("somebody else's", _ => { }, Requirement.Of(TicketPermissions.View), Requirement.Of(TicketPermissions.Edit))],
        ["AttachContent.RunAsync"] =
        [
            new("public", args => args[2] = "a.txt"),
            new("internal", args => (args[1], args[2]) = (true, "a.txt"), Requirement.Of(TicketPermissions.Comment), Requirement.Of(TicketPermissions.Note)),
        ],
        ["AttachFiles.RunAsync"] =
        [
            new("public", _ => { }),
            new("internal", args => args[1] = true, Requirement.Of(TicketPermissions.Comment), Requirement.Of(TicketPermissions.Note)),
        ],
        ["EditReplies.ListAsync"] = Whose(0),
        ["EditReplies.ChoicesAsync"] = Whose(0),
        ["EditReplies.SaveAsync"] =
        [
            new("mine", Set<SaveReplyRequest>(r => r.Audience = ReplyAudience.Mine), Requirement.Of(TicketPermissions.Note), Requirement.Of(TicketPermissions.Comment)),
            new("everybody's", Set<SaveReplyRequest>(r => r.Audience = ReplyAudience.Everybody), new Requirement(true, TicketPermissions.Configure)),
        ],
        ["EditReplies.RemoveAsync"] = [new("everybody's", _ => { }, new Requirement(true, TicketPermissions.Configure))],
        ["AssignTicket.RunAsync"] = [new("to a colleague", Set<AssignTicketRequest>(r => r.AssigneeId = Guid.CreateVersion7()))],
        ["ExportPerson.RunAsync"] = [new("another's", _ => { }, Requirement.Of(UserPermissions.ExportPersonalData))],
        ["WatchRecord.RunAsync"] = [new("begin", args => args[1] = true)],                           // one may always stop
        ["CheckMentions.RunAsync"] = [new("with a name", args => args[1] = "@quelqu.un.atelier")],   // without one there is nothing to answer
        ["EditPriorities.RunAsync"] = [new("as they are", args => args[0] = ((SavePrioritiesRequest)args[0]!) with { Priorities = null, Version = 0 })],   // built just now
        ["ChangeSetting.RunAsync"] = [new("reset", args => args[0] = ((ChangeSettingRequest)args[0]!) with { Value = null, Seen = null })],                // as above
        ["ExportTickets.RunAsync"] = [new("all of them", args => args[0] = TicketFilterOf("?state=any"))],
        ["ListTickets.RunAsync"] =
        [
            new("all", args => args[0] = TicketFilterOf("?state=any")),
            new("by a word", args => args[0] = TicketFilterOf($"?state=any&q={MarkedTicket.CommonWord}")),
        ],
    };

    private static OpsFlux.Modules.Tickets.Data.TicketFilter TicketFilterOf(string address) =>
        OpsFlux.Modules.Tickets.Data.TicketFilter.Parse(OpsFlux.Kernel.Lists.ListQuery.Parse(address)).Value!;   // understood

    /// <summary>Closing by time is the system's alone; assigning has a use case of its own.</summary>
    private static IEnumerable<TicketTrigger> Steps() => Enum.GetValues<TicketTrigger>().Where(t => t is not (TicketTrigger.Expire or TicketTrigger.Assign));

    private static Requirement StepNeeds(TicketTrigger step) => Requirement.Of(TicketWorkflow.Instance.Table.First(t => t.Trigger == step).Permission);

    private static void Fill(MoveTicketRequest request, TicketTrigger step) =>
        (request.Trigger, request.Reason, request.Solution, request.WaitingReason) = (step, "Parce que", "Réparé", "parts");

    private static Action<object?[]> Set<T>(Action<T> change) where T : class => args => change((T)args[0]!);   // requests come first

    private static Action<object?[]> Edit(string field, string value) => Set<EditTicketRequest>(r => r.Changes = [new() { Field = field, Value = value, Seen = Seen(field) }]);

    /// <summary>What a marked ticket holds is its own; a clash is answer enough, since only somebody who may edit is told of one.</summary>
    private static string Seen(string field) => field == nameof(Ticket.Urgency) ? nameof(Urgency.Medium) : "?";

    private static Variant[] Whose(int at) =>
    [
        new("mine", args => args[at] = true, Requirement.Of(TicketPermissions.Note), Requirement.Of(TicketPermissions.Comment)),
        new("shared", args => args[at] = false, Requirement.Of(TicketPermissions.Configure)),
    ];
}
