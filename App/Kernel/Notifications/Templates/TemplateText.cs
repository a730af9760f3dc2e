namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>Marks the texts of templates.</summary>
public sealed class TemplateText
{
    /// <summary>Key of the sentence of whatever a template tells: its words are the only argument.</summary>
    public const string Sentence = "Notify.Template";
}
