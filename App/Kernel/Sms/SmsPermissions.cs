namespace OpsFlux.Kernel.Sms;

/// <summary>The gateway is the installation's: its page is for administrators.</summary>
public static class SmsPermissions
{
    /// <summary>To see how the gateway does, and to send a test to oneself.</summary>
    public const string ManageGateway = "sms.manage.gateway";
}
