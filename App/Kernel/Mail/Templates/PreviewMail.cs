using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Mail.Composing;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.Templates;

/// <summary>Shows what the mails that leave look like, with invented news, without sending any. Refuses: forbidden.</summary>
[Needs(MailPermissions.View, Everywhere = true)]
public sealed class PreviewMail(ICurrentUser user, SampleMails samples) : IUseCase
{
    /// <param name="language">"fr" or "en"; else the organisation's.</param>
    public async Task<Result<RenderedMail>> RunAsync(MailSample sample, string language, CancellationToken ct) =>
        user.CanEverywhere(MailPermissions.View) ? await samples.RenderAsync(sample, language, ct) : Refusal.Forbidden;
}
