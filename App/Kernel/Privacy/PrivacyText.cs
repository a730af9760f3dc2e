namespace OpsFlux.Kernel.Privacy;

/// <summary>Marks the texts around personal data.</summary>
public sealed class PrivacyText;
