using OpsFlux.Kernel.Hosting.Verbs;

namespace OpsFlux.Kernel.Hosting.Doctor;

internal enum Health
{
    Fine,
    /// <summary>It works, and something of it is missing or unsafe.</summary>
    Warning,
    /// <summary>It does not work.</summary>
    Wrong,
}

/// <summary>What one check found.</summary>
/// <param name="Text">Key in <see cref="DoctorText"/>; what to do, where there is something, stands at {Text}.Remedy.</param>
internal sealed record Finding(Health Health, string Text, params object[] Arguments)
{
    public static Finding Fine(string text, params object[] arguments) => new(Health.Fine, text, arguments);

    public static Finding Warning(string text, params object[] arguments) => new(Health.Warning, text, arguments);

    public static Finding Wrong(string text, params object[] arguments) => new(Health.Wrong, text, arguments);
}

/// <summary>Looks at one part of the installation and changes nothing.</summary>
internal interface ICheck
{
    IAsyncEnumerable<Finding> ExamineAsync(VerbContext context, CancellationToken ct);
}
