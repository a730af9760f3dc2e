using Bunit;
using OpsFlux.Kernel.Results;
using OpsFlux.Tests.Support;
using Xunit;
using Error = OpsFlux.Kernel.Results.FieldError;

namespace OpsFlux.Tests.Kernel.Web;

public sealed class RequestValidatorTests : IDisposable
{
    private readonly InLanguage language = new("fr");
    private readonly BunitContext context = new BunitContext().AddShell();

    public void Dispose()
    {
        context.Dispose();
        language.Dispose();
    }

    [Fact]
    public void Sending_shows_every_error_beside_its_field_and_goes_to_the_first()
    {
        var form = context.Render<ValidatedForm>();

        form.Find("form").Submit();

        Assert.False(form.Instance.Sent);
        Assert.StartsWith("Dites en quelques mots", form.Find("#error-Title").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Choisissez la catégorie", form.Find("#error-CategoryId").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", form.Find("#title").GetAttribute("aria-invalid"));
        Assert.Single(context.JSInterop.Invocations, call => call.Identifier == "OpsFlux.focusFirstError");
    }

    [Fact]
    public void A_field_is_checked_when_it_is_left_and_the_others_are_not()
    {
        var form = context.Render<ValidatedForm>();

        form.Find("#title").Change("abc");
        Assert.Equal("Au moins 5 caractères, pour que l’on comprenne sans vous rappeler.", form.Find("#error-Title").TextContent);
        Assert.Equal("", form.Find("#error-CategoryId").TextContent);

        form.Find("#title").Change("Imprimante hors ligne");
        Assert.Equal("", form.Find("#error-Title").TextContent);
    }

    [Fact]
    public void What_the_server_refused_stands_beside_its_field()
    {
        var form = context.Render<ValidatedForm>();

        form.InvokeAsync(() => form.Instance.Refuse(Refusal.Invalid(new Error("CategoryId", "unknown-value"))));

        Assert.Equal("Cette valeur n’existe pas.", form.Find("#error-CategoryId").TextContent);
    }

    [Fact]
    public void A_right_request_is_sent()
    {
        var form = context.Render<ValidatedForm>();
        form.Instance.Request.CategoryId = Guid.CreateVersion7();
        form.Find("#title").Change("Imprimante hors ligne");

        form.Find("form").Submit();

        Assert.True(form.Instance.Sent);
    }
}
