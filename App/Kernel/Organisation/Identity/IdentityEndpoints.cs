using System.Text;
using OpsFlux.Kernel.Files.Types;

namespace OpsFlux.Kernel.Organisation.Identity;

/// <summary>
/// Logo and colours, for everybody: the sign-in page shows them. Their addresses change with them, so that browsers never
/// ask twice.
/// </summary>
internal static class IdentityEndpoints
{
    private const string ForEver = "public, max-age=31536000, immutable";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/organisation/logo/{hash}", LogoAsync).AllowAnonymous();
        endpoints.MapGet("/organisation/theme.css", ThemeAsync).AllowAnonymous();
    }

    private static async Task<IResult> LogoAsync(HttpContext context, string hash, GetOrganisation organisation, CancellationToken ct)
    {
        if ((await organisation.RunAsync(ct)).Logo is not { } logo || logo.Hash != hash || !FileTypes.IsShown(logo.ContentType)) return TypedResults.NotFound();
        context.Response.Headers.CacheControl = ForEver;
        return TypedResults.Bytes(logo.Content, logo.ContentType);
    }

    /// <param name="v">The colour it is asked for; of another one, or none, the answer is not kept.</param>
    private static async Task<IResult> ThemeAsync(HttpContext context, string? v, GetOrganisation organisation, CancellationToken ct)
    {
        var palette = (await organisation.RunAsync(ct)).Palette;
        context.Response.Headers.CacheControl = palette is not null && palette.Key == v ? ForEver : "no-cache";
        return TypedResults.Text(palette?.Css ?? "", "text/css", Encoding.UTF8);
    }
}
