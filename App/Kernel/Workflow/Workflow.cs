using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Workflow;

/// <summary>
/// One row of a state machine. Buttons, the API's allowed actions and the diagram in the documentation come from it.
/// </summary>
public sealed record Transition<TRecord, TState, TTrigger>(TState From, TTrigger Trigger, TState To)
    where TState : struct, Enum where TTrigger : struct, Enum
{
    /// <summary>Who may: checked with the scope of the record by the use case, and for buttons.</summary>
    public required string Permission { get; init; }

    /// <summary>A further condition on record and person; answers the refusal, or null to let pass.</summary>
    public Func<TRecord, Guid, Refusal?>? Guard { get; init; }

    /// <summary>Names of the properties that must be filled for this transition; the form asks for them.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Steps whose takers may not take this one on the same record; see <see cref="SeparationOfDuties"/>.</summary>
    public IReadOnlyList<TTrigger> NotBy { get; init; } = [];
}

/// <summary>What documentation and architecture tests read of any workflow.</summary>
public interface IWorkflow
{
    string Name { get; }
    IEnumerable<(string From, string Trigger, string To, string Permission)> Edges { get; }
}

/// <summary>
/// A state machine declared as a table. An undeclared transition is refused with the list of those allowed;
/// history brought by imports is written as facts and does not go through the table.
/// </summary>
public sealed class Workflow<TRecord, TState, TTrigger>(string name, IReadOnlyList<Transition<TRecord, TState, TTrigger>> table) : IWorkflow
    where TState : struct, Enum where TTrigger : struct, Enum
{
    public string Name => name;

    public IReadOnlyList<Transition<TRecord, TState, TTrigger>> Table => table;

    public IEnumerable<(string From, string Trigger, string To, string Permission)> Edges =>
        table.Select(t => (t.From.ToString(), t.Trigger.ToString(), t.To.ToString(), t.Permission));

    /// <summary>The row for this step, or a refusal: forbidden, not-allowed (naming the steps that this person may take), or the guard's own.</summary>
    public Result<Transition<TRecord, TState, TTrigger>> Find(TRecord record, TState from, TTrigger trigger, ICurrentUser user)
    {
        var row = table.FirstOrDefault(t => t.From.Equals(from) && t.Trigger.Equals(trigger));
        if (row is null)
        {
            var allowed = Allowed(record, from, user, _ => true).Select(t => Words(t.Trigger)).ToList();
            return Refusal.Conflict("transition-not-allowed", Words(trigger), Words(from), allowed is [] ? new TextKey("Workflow.NoStep") : new TextKeys(allowed));
        }

        if (!user.Can(row.Permission)) return Refusal.Forbidden;
        return row.Guard?.Invoke(record, user.Id) is { } refused ? refused : row;
    }

    /// <summary>The steps that this person may take from here, in the order of the table: the usual one first.</summary>
    public IEnumerable<Transition<TRecord, TState, TTrigger>> Allowed(TRecord record, TState from, ICurrentUser user, Func<string, bool> inScope) =>
        table.Where(t => t.From.Equals(from) && user.Can(t.Permission) && inScope(t.Permission) && t.Guard?.Invoke(record, user.Id) is null);

    /// <summary>As <c>TextCatalog.Of</c> finds the words of an enum.</summary>
    private static TextKey Words<TEnum>(TEnum value) where TEnum : struct, Enum => new($"{typeof(TEnum).Name}.{value}");
}
