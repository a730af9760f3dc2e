using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Audit.Erasure;
using OpsFlux.Kernel.Audit.Reading;
using OpsFlux.Kernel.Results;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Audit;

public sealed class EmptyAuditValuesTests(AuditApp app) : AppTests<AuditApp>(app)
{
    [Fact]
    public async Task Values_go_the_log_stays_and_is_still_proved()
    {
        App.User.Grant(AuditPermissions.Erase, Scope.All).Grant(AuditPermissions.View, Scope.All);
        var id = await EntryAsync();
        await App.SealAllAsync();

        Assert.Equal(1, (await EmptyAsync([id, id])).Value);
        Assert.Equal(0, (await EmptyAsync([id])).Value);   // twice is harmless

        await App.SealAllAsync();
        var (verdict, findings) = await App.VerifyAsync();
        Assert.Empty(findings);
        Assert.True(verdict.Emptied >= 1, verdict.ToString());
        Assert.Equal(0L, await App.SqlAsync($"select count(*) from kernel.audit_values where entry_id = '{id}' and (before is not null or after is not null)"));
        var view = (await App.RunAsync((GetAuditEntry use) => use.RunAsync(id, default))).Value!;   // granted
        Assert.True(view.IsEmptied);
        Assert.Equal(2L, await App.SqlAsync("select count(*) from kernel.audit_entries where action = 'Erase' and detail = 'Demande de la personne'"));
    }

    [Fact]
    public async Task It_takes_the_permission_and_a_reason()
    {
        var id = await EntryAsync();
        Assert.Equal(Refusal.Forbidden, (await EmptyAsync([id])).Refusal);

        App.User.Grant(AuditPermissions.Erase, Scope.All);
        var refused = await App.RunAsync((EmptyAuditValues use) => use.RunAsync([id], " ", default));
        Assert.Equal("Reason", Assert.Single(refused.Refusal!.Fields).Field);   // no reason given
    }

    private Task<Result<int>> EmptyAsync(Guid[] ids) => App.RunAsync((EmptyAuditValues use) => use.RunAsync(ids, "Demande de la personne", default));

    private async Task<Guid> EntryAsync()
    {
        var ticket = await App.SaveAsync(Make.Ticket());
        return (Guid)(await App.SqlAsync($"select id from kernel.audit_entries where subject_id = '{ticket.Id}'"))!;   // saved before
    }
}
