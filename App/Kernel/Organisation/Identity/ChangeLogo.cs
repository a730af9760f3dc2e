using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files.Types;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Identity;

/// <summary>
/// Gives the organisation a logo: a PNG, JPEG or WebP by its bytes, of at most 256 KB and 2,000 pixels a side; or takes it
/// away. Refuses: forbidden, not-found (no organisation yet), organisation.logo-too-large, .logo-type, .logo-size, stale.
/// </summary>
[Needs(OrganisationPermissions.ManageSettings, Everywhere = true)]
public sealed class ChangeLogo(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    /// <param name="content">Null: no logo any more.</param>
    public async Task<Result> RunAsync(byte[]? content, long version, CancellationToken ct)
    {
        if (!user.CanEverywhere(OrganisationPermissions.ManageSettings)) return Refusal.Forbidden;
        var type = content is null ? default(Result<FileType>) : TypeOf(content);
        if (type.Failed) return type.Refusal;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var settings = await db.Set<OrganisationSettings>().FirstOrDefaultAsync(ct);
        if (settings is null) return Refusal.NotFound;
        db.Expect(settings, version);
        (settings.Logo, settings.LogoType) = (content, type.Value?.ContentType);
        return await db.TrySaveAsync(ct);
    }

    private static Result<FileType> TypeOf(byte[] content)
    {
        if (content.Length > OrganisationLimits.LogoBytes) return Refusal.Conflict(OrganisationRefusals.LogoTooLarge, OrganisationLimits.LogoBytes / 1024);
        using var stream = new MemoryStream(content);
        var type = FileSniffer.Sniff(stream, archive: null);
        if (type is null || (type != FileTypes.Png && type != FileTypes.Jpeg && type != FileTypes.Webp)) return Refusal.Conflict(OrganisationRefusals.LogoType);
        return ImageSize.Read(stream, type) is ( >= 16, >= 16) and ( <= OrganisationLimits.LogoPixels, <= OrganisationLimits.LogoPixels)
            ? type : Refusal.Conflict(OrganisationRefusals.LogoSize, 16, OrganisationLimits.LogoPixels);
    }
}
