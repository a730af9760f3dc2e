using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Access;

/// <summary>Every permission that is declared has a name people understand, in both languages.</summary>
[Trait("Category", "Access")]
public sealed class PermissionWordsTests(TestApp app) : AppTests(app)
{
    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void Every_permission_and_its_application_has_a_name(string language)
    {
        using var _ = new InLanguage(language);
        var texts = App.Services.GetRequiredService<TextCatalog>();

        Assert.All(App.Catalog.PermissionCodes, code => Assert.True(texts.Has($"Permission.{code}") && texts.Has($"PermissionApp.{code.Split('.')[0]}"), code));
    }
}
