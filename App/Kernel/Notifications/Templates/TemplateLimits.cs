namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>Lengths, in UTF-16 units.</summary>
public static class TemplateLimits
{
    public const int CodeMax = 50, SubjectMax = 150, BodyMax = 4000, HrefMax = 200;

    /// <summary>Of one value, of a subject with its values, and of an address with its values.</summary>
    internal const int ValueMax = 500, ToldSubjectMax = 300, ToldHrefMax = 300;
}
