namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>Marks the texts of doors, sessions and the connection journal.</summary>
public sealed class SigningInText;
