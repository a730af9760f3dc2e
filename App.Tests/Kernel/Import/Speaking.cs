using System.Globalization;

namespace OpsFlux.Tests.Kernel.Import;

/// <summary>The language of the current flow, put back at the end.</summary>
internal sealed class Speaking : IDisposable
{
    private readonly (CultureInfo Formats, CultureInfo Texts) before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    private Speaking(string language) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

    public static Speaking In(string language) => new(language);

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
}
