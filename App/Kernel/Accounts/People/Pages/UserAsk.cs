namespace OpsFlux.Kernel.Accounts.People.Pages;

/// <summary>What the buttons of a person's page do. Those from <see cref="Deactivate"/> on ask first.</summary>
public enum UserAsk
{
    Reactivate,
    Unlock,
    MailLink,
    ShowLink,
    Deactivate,
    EndSessions,
    RequirePasswordChange,
    RemoveSecondFactor,
}
