using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Audit;

/// <summary>Secrets never enter the log, whatever they hang on.</summary>
public sealed class RedactionTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task An_authenticator_key_is_recorded_and_not_shown()
    {
        var person = await App.SaveAsync(Make.User());
        await App.SaveAsync(new IdentityUserToken<Guid> { UserId = person.Id, LoginProvider = "[AspNetUserStore]", Name = "AuthenticatorKey", Value = "JBSWY3DPEHPK3PXP" });

        var after = (string)(await App.SqlAsync($"""
            select v.after::text from kernel.audit_values v join kernel.audit_entries e on e.id = v.entry_id where e.subject_id like '{person.Id}%AuthenticatorKey'
            """))!;   // written before

        Assert.DoesNotContain("JBSWY3DP", after, StringComparison.Ordinal);
        Assert.Contains("AuthenticatorKey", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(User), nameof(User.PasswordHash), true)]
    [InlineData(typeof(User), nameof(User.SecurityStamp), true)]
    [InlineData(typeof(User), nameof(User.DisplayName), false)]
    [InlineData(typeof(IdentityUserToken<Guid>), "Value", true)]
    [InlineData(typeof(IdentityUserLogin<Guid>), "ProviderKey", true)]
    [InlineData(typeof(OpsFlux.Kernel.Settings.SettingValue), "Value", false)]
    public async Task It_goes_by_attribute_type_and_name(Type type, string property, bool expected) =>
        Assert.Equal(expected, await App.WithDbAsync((AppDbContext db) => Task.FromResult(Redaction.Covers(db.Model.FindEntityType(type)!.FindProperty(property)!))));   // mapped
}
