namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>
/// Something a template may name as {{name}}; whoever tells by it gives the value. Texts: <c>TemplateField.{Name}</c> says
/// what it is, <c>TemplateField.{Name}.Example</c> stands for it in previews and tests.
/// </summary>
/// <param name="Name">Lower-case letters, stable: templates hold it.</param>
public sealed record TemplateField(string Name)
{
    /// <summary>Filled by ourselves where nobody gives a value: the organisation's name, and when it is told.</summary>
    public const string Organisation = "organisation", At = "at";

    /// <summary>Of any record, and of what happened to it.</summary>
    internal static readonly TemplateField[] OfRecords =
    [
        new("number"), new("title"), new("state"), new("priority"), new("structure"), new("site"), new("requester"), new("assignee"), new("author"), new("comment"), new(At), new(Organisation),
    ];

    public string Text => $"TemplateField.{Name}";

    public string Example => $"TemplateField.{Name}.Example";
}
