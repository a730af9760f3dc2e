using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Files.Uploads;

/// <summary>
/// Attaches one file that comes by another way than a browser: an incoming mail, a report, the demonstration. Looked at and
/// scanned like any other. Refuses: not-found, forbidden, the codes of <c>FileRefusals</c>.
/// </summary>
[NeedsOnRecord(RecordRight.Contribute)]
public sealed class AttachContent(PrepareUpload prepare, FileIntake intake, AttachFiles attach, IFileStore store, ICurrentUser user) : IUseCase
{
    public async Task<Result<Guid>> RunAsync(UploadTarget target, bool isInternal, string name, Stream content, CancellationToken ct)
    {
        var prepared = await prepare.RunAsync(target, ct);
        if (prepared.Failed) return prepared.Refusal;
        var taken = await intake.TakeAsync(name, content, prepared.Value.PerFile, user.Id, ct);
        if (taken.Failed) return taken.Refusal;

        var attached = await attach.RunAsync(target, isInternal, [taken.Value], ct);
        if (!attached.Failed) return taken.Value.Id;
        await store.DeleteAsync(taken.Value.StorageKey, CancellationToken.None);
        return attached.Refusal;
    }
}
