using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Notifications.Templates.Pages;

/// <summary>One template: its words in both languages, as they will be read, and a test on oneself.</summary>
public sealed partial class TemplatePage(ListTemplates list, SaveTemplate save, DeleteTemplate delete, PreviewTemplate preview, TestTemplate test)
{
    private SaveTemplateRequest? form;
    private NotificationTemplate? template;
    private IReadOnlyList<TemplateField> fields = [];
    private IReadOnlyList<TemplatePreview> previews = [];
    private RequestValidator? validator;
    private Guid? shown;
    private string? done;
    private bool asking, saved, isDirty;

    /// <summary>Null: a new one.</summary>
    [Parameter] public Guid? Id { get; set; }

    private string Title => template?.Code ?? Texts[Id is null ? "Templates.New" : "Templates.Title"];

    protected override async Task OnParametersSetAsync()
    {
        if (form is not null && shown == Id) return;
        (form, template, refusal, done, saved, isDirty, shown) = (null, null, null, null, saved && shown is null, false, Id);   // a new one that was saved says so on its own page
        await LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var read = await list.OneAsync(Id, Gone);
        refusal = read.Refusal;
        if (read.Failed) return;
        (template, fields) = (read.Value.Template, read.Value.Fields);
        form = template is null ? new() : FormOf(template);
        await PreviewAsync();
    }

    private static SaveTemplateRequest FormOf(NotificationTemplate template) => new()
    {
        Id = template.Id,
        Version = template.Version,
        Code = template.Code,
        Category = template.Category,
        Priority = template.Priority,
        SubjectFr = template.SubjectFr,
        BodyFr = template.BodyFr,
        SubjectEn = template.SubjectEn,
        BodyEn = template.BodyEn,
        Href = template.Href,
        IsActive = template.IsActive,
    };

    private void Typed() => (isDirty, saved, done) = (true, false, null);

    private Task TypedAsync()
    {
        Typed();
        return PreviewAsync();
    }

    private async Task PreviewAsync() => previews = form is null ? [] : (await preview.RunAsync(form, Gone)).Value ?? [];

    private async Task SaveAsync()
    {
        var sent = form!;   // the button stands in its form
        var id = Guid.Empty;
        saved = await ActAsync(async () =>
        {
            var result = await save.RunAsync(sent, Gone);
            id = result.Value;
            return result.Outcome;
        });
        if (!saved) validator?.Show(refusal ?? Refusal.NotFound);
        else if (Id is null) Nav.NavigateTo($"/admin/notifications/templates/{id}");
        else await ReadTheirsAsync();
    }

    /// <summary>As it stands now: what was typed and not saved is gone.</summary>
    private async Task ReadTheirsAsync()
    {
        isDirty = false;
        await LoadAsync(ReadAsync);
    }

    private async Task TestAsync()
    {
        var id = Id!.Value;   // the button stands on a saved one
        done = null;
        if (await ActAsync(() => test.RunAsync(id, Gone))) done = Texts["Templates.Tested"];
    }

    private void Ask() => (asking, refusal) = (true, null);

    private async Task DeleteAsync()
    {
        var gone = template!;   // the question is about it
        if (await ActAsync(() => delete.RunAsync(gone.Id, gone.Version, Gone))) Nav.NavigateTo("/admin/notifications/templates");
    }
}
