namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>Why nothing was told by a template. Texts: <c>Refusal.{code}</c>.</summary>
public static class TemplateRefusals
{
    public const string Unknown = "template-unknown", Idle = "template-idle";

    /// <summary>A test that one's own preferences silence.</summary>
    public const string TestSilent = "template-test-silent";
}
