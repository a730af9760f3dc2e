using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Setup.Fields;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Pages;

/// <summary>Turns the module's codes into words and tones, the same on every page and in every export.</summary>
public static class TicketWords
{
    private const string WaitingReasonPrefix = "WaitingReason.", ClockPrefix = "Clock.";

    extension(TextCatalog texts)
    {
        /// <summary>"En attente · pièce": the state, with its reason while it waits.</summary>
        public string StateOf(TicketState state, string? waitingReason) =>
            waitingReason is null ? texts.Of(state) : $"{texts.Of(state)} · {texts.WaitingReasonOf(waitingReason)}";

        /// <summary>The organisation's own name, else the resource of a built-in reason; the code itself where neither is known.</summary>
        public string WaitingReasonOf(string code) => texts.Has($"WaitingReason.{code}") ? texts[$"WaitingReason.{code}"] : code;

        /// <summary>A value as the timeline stores it, in words: names stay, codes of known fields are translated.</summary>
        public string ValueOf(string? field, string? value) => (field, value) switch
        {
            (_, null or "") => "–",
            ("State", _) => texts[$"TicketState.{value}"],
            ("Impact", _) => texts[$"Impact.{value}"],
            ("Urgency", _) => texts[$"Urgency.{value}"],
            ("Priority", _) => texts[$"Priority.{value}"],
            ("TicketKind", _) => texts[$"TicketKind.{value}"],
            _ when FieldWords.IsForm(field) => texts.AnswerOf(field!, value),   // a form's field has a name
            _ => value,
        };

        /// <summary>Why the system did something: "AutoAssigned.Skill|hydraulique" → "hydraulique, disponible, la moins chargée".</summary>
        public string ReasonOf(string reason)
        {
            // The organisation words its waiting reasons itself: what looks like a placeholder in them is none.
            if (reason.StartsWith(WaitingReasonPrefix, StringComparison.Ordinal)) return texts.WaitingReasonOf(reason[WaitingReasonPrefix.Length..]);
            var parts = reason.Split('|');
            return texts.Format(parts[0], [.. parts.Skip(1).Select(p => p.StartsWith(ClockPrefix, StringComparison.Ordinal) ? texts[p] : p)]);
        }
    }

    /// <summary>Colour of a state's badge; the words beside it say the same.</summary>
    public static string Tone(TicketState state) => state switch
    {
        TicketState.New or TicketState.Assigned => "new",
        TicketState.InProgress => "run",
        TicketState.Waiting => "wait",
        _ => "done",
    };

    /// <summary>Whether a timeline line is somebody's words rather than a change.</summary>
    public static bool IsSpoken(TimelineKind kind) => kind is TimelineKind.Comment or TimelineKind.InternalNote or TimelineKind.Opened;
}
