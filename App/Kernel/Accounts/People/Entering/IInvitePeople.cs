using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts.People.Entering;

/// <summary>How an account gets its password: by a link that works once. Callers have checked that whoever acts may.</summary>
public interface IInvitePeople
{
    /// <summary>Mails a link by which somebody new chooses his password. Refuses: mail-off, users.no-email.</summary>
    Task<Result> InviteAsync(User person, CancellationToken ct);

    /// <summary>Mails a link by which somebody chooses another password. Refuses: mail-off, users.no-email.</summary>
    Task<Result> SendResetAsync(User person, CancellationToken ct);

    /// <summary>The address of such a link, to be shown once to whoever asked for it.</summary>
    Task<Result<string>> MakeLinkAsync(User person, CancellationToken ct);
}
