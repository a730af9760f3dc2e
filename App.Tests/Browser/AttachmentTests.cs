using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Tests.Kernel.Files;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>Files by every way a browser has: chosen, dropped, pasted; with what it does to photos before they leave it.</summary>
[Collection(BrowserTests.Name)]
public sealed class AttachmentTests(BrowserApp app) : BrowserTest(app)
{
    private const string Choose = "aside [data-upload-input] >> nth=0";

    /// <summary>Gives <paramref name="files"/> as a user's own gesture would, by the event that carries them.</summary>
    private const string Give = """
        ([type, selector, files]) => {
          const data = new DataTransfer();
          for (const [name, mime, text] of files) data.items.add(new File([text], name, { type: mime }));
          const init = { bubbles: true, cancelable: true };
          const event = type === 'paste' ? new ClipboardEvent('paste', { ...init, clipboardData: data }) : new DragEvent(type, { ...init, dataTransfer: data });
          document.querySelector(selector).dispatchEvent(event);
        }
        """;

    [ChromiumFact]
    public async Task A_photo_loses_its_place_and_its_size_before_it_leaves_the_device()
    {
        var (page, ticket) = await OpenAsync();
        var photo = WithGps(await DrawAsync(page, 3000, 1500));
        Assert.Contains("Exif", System.Text.Encoding.Latin1.GetString(photo), StringComparison.Ordinal);

        await page.Locator(Choose).SetInputFilesAsync(new FilePayload { Name = "IMG_0042.jpeg", MimeType = "image/jpeg", Buffer = photo });
        await Assertions.Expect(page.Locator("aside .file-list")).ToContainTextAsync("IMG_0042.jpeg");

        var file = Assert.Single(await AttachmentsAsync(ticket.Id));
        var stored = System.Text.Encoding.Latin1.GetString(await ContentAsync(file));
        Assert.DoesNotContain("Exif", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("48.8566", stored, StringComparison.Ordinal);
        Assert.Equal((2048, 1024, "image/jpeg"), (file.Width, file.Height, file.ContentType));
    }

    [ChromiumFact]
    public async Task A_refused_file_says_why_beside_its_name_and_the_others_arrive()
    {
        using var folder = new TempFolder();
        var (page, ticket) = await OpenAsync();

        await page.Locator(Choose).SetInputFilesAsync([Put("photo.png", Samples.Exe), Put("page.html", Samples.Text("<html><script>")), Put("trop.mp4", new byte[26 << 20]), Put("relevé.csv", Samples.Text("a;b"))]);

        await Assertions.Expect(page.Locator(".upload-list li", new() { HasText = "photo.png" })).ToContainTextAsync("est un programme, malgré son nom");
        await Assertions.Expect(page.Locator(".upload-list li", new() { HasText = "page.html" })).ToContainTextAsync("ne sont pas acceptés ici");
        await Assertions.Expect(page.Locator(".upload-list li", new() { HasText = "trop.mp4" })).ToContainTextAsync("25 Mo");
        await Assertions.Expect(page.Locator(".file-list")).ToContainTextAsync("relevé.csv");
        Assert.Equal(["relevé.csv"], (await AttachmentsAsync(ticket.Id)).Select(f => f.Name));

        await page.GetByRole(AriaRole.Button, new() { Name = "Ôter – photo.png" }).ClickAsync();
        await Assertions.Expect(page.Locator(".upload-list li", new() { HasText = "photo.png" })).ToHaveCountAsync(0);

        // From the disk, as a user's are: what is given as bytes goes through the driver as text, 26 MB of it for half a minute.
        string Put(string name, byte[] content)
        {
            File.WriteAllBytes(folder[name], content);
            return folder[name];
        }
    }

    [ChromiumFact]
    public async Task Files_are_dropped_on_the_page_and_pasted_into_the_answer()
    {
        var (page, ticket) = await OpenAsync();

        await page.EvaluateAsync(Give, new object[] { "drop", ".rechead", new[] { new[] { "dépôt.txt", "text/plain", "déposé" } } });
        await Assertions.Expect(page.Locator("aside .file-list")).ToContainTextAsync("dépôt.txt");
        await page.EvaluateAsync(Give, new object[] { "paste", "#reply", new[] { new[] { "collé.txt", "text/plain", "collé" } } });
        await Assertions.Expect(page.Locator(".compose .file-list")).ToContainTextAsync("collé.txt");
        Assert.Equal(["dépôt.txt"], (await AttachmentsAsync(ticket.Id)).Select(f => f.Name));   // the other one waits for its answer

        await page.FillAsync("#reply", "Voici le relevé.");
        await page.ClickAsync("button:has-text('Note interne')");

        await Assertions.Expect(page.Locator("aside .file-list li", new() { HasText = "collé.txt" })).ToContainTextAsync("interne");
        await Assertions.Expect(page.Locator(".compose .file-list")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task A_ticket_is_declared_with_its_photo_and_waits_for_it()
    {
        var title = $"Fuite au vérin {Guid.CreateVersion7():n}";
        var page = await App.SignInAsync(App.World.Requester, "/tickets/new");
        await page.SelectOptionAsync("#category", new SelectOptionValue { Label = App.World.Printers.Path });
        await page.FillAsync("#title", title);
        var gate = new TaskCompletionSource();
        await page.RouteAsync("**/files/held*", async route =>
        {
            await gate.Task;
            await route.ContinueAsync();
        });

        await page.Locator("[data-upload-input] >> nth=0").SetInputFilesAsync(new FilePayload { Name = "note.txt", MimeType = "text/plain", Buffer = Samples.Text() });
        await page.ClickAsync("form button[type=submit].main");
        await Assertions.Expect(page.Locator("[data-upload-live]")).ToContainTextAsync("dès que les fichiers seront arrivés");
        gate.SetResult();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(title);
        await Assertions.Expect(page.Locator("aside .file-list")).ToContainTextAsync("note.txt");
    }

    [ChromiumFact]
    public async Task A_picture_opens_and_a_file_is_removed_after_asking_and_the_other_reader_sees_it()
    {
        var (page, ticket) = await OpenAsync();
        var other = await App.SignInAsync(App.World.Requester, $"/tickets/{ticket.Number}");
        var drawn = await DrawAsync(page, 60, 40);
        await page.Locator(Choose).SetInputFilesAsync(new FilePayload { Name = "vérin.jpg", MimeType = "image/jpeg", Buffer = drawn });
        await Assertions.Expect(other.Locator("aside .file-list")).ToContainTextAsync("vérin.jpg");

        await page.ClickAsync("aside button.thumb");
        await Assertions.Expect(page.Locator("dialog[open] img.picture")).ToHaveJSPropertyAsync("naturalWidth", 60);
        await page.Keyboard.PressAsync("Escape");
        await page.ClickAsync("aside [aria-label='Retirer vérin.jpg']");
        await page.ClickAsync("dialog[open] button.danger");

        await Assertions.Expect(page.Locator("aside .file-list")).ToHaveCountAsync(0);
        await Assertions.Expect(other.Locator("aside .file-list")).ToHaveCountAsync(0);
        await Assertions.Expect(other.Locator(".tl")).ToContainTextAsync("a retiré vérin.jpg");
    }

    [ChromiumFact]
    public async Task A_sending_that_breaks_is_said_so_and_tried_again()
    {
        var (page, _) = await OpenAsync();
        await page.RouteAsync("**/files/ticket/**", route => route.AbortAsync());
        await page.Locator(Choose).SetInputFilesAsync(new FilePayload { Name = "note.txt", MimeType = "text/plain", Buffer = Samples.Text() });
        await Assertions.Expect(page.Locator(".upload-list li")).ToContainTextAsync("La connexion s’est coupée");

        await page.UnrouteAsync("**/files/ticket/**");
        await page.GetByRole(AriaRole.Button, new() { Name = "Réessayer – note.txt" }).ClickAsync();

        await Assertions.Expect(page.Locator("aside .file-list")).ToContainTextAsync("note.txt");
        await Assertions.Expect(page.Locator(".upload-list li")).ToHaveCountAsync(0);
    }

    private async Task<(IPage Page, Ticket Ticket)> OpenAsync()
    {
        var ticket = Make.Ticket($"Presse {Guid.CreateVersion7():n}", structure: App.World.Workshop.Id, requester: App.World.Requester.User.Id, category: App.World.Printers.Id);
        await App.WithDbAsync(async db =>
        {
            db.Add(ticket);
            return await db.SaveChangesAsync();
        });
        var page = await App.SignInAsync(App.World.Technician, $"/tickets/{ticket.Number}");
        await page.WaitForSelectorAsync("aside .uploads");
        return (page, ticket);
    }

    private Task<List<Attachment>> AttachmentsAsync(Guid ticket) =>
        App.WithDbAsync(db => db.Set<Attachment>().AsNoTracking().Where(a => a.RecordId == ticket && a.RemovedAt == null).ToListAsync());

    private async Task<byte[]> ContentAsync(Attachment file)
    {
        await using var content = await App.Services.GetRequiredService<IFileStore>().OpenAsync(file.StorageKey, default);
        using var bytes = new MemoryStream();
        await content!.CopyToAsync(bytes);   // just kept
        return bytes.ToArray();
    }

    /// <summary>A real JPEG, by the browser's own encoder.</summary>
    private static async Task<byte[]> DrawAsync(IPage page, int width, int height) => Convert.FromBase64String(await page.EvaluateAsync<string>(
        """
        ([width, height]) => {
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [width, height];
          canvas.getContext('2d').fillRect(0, 0, width / 2, height);
          return canvas.toDataURL('image/jpeg').split(',')[1];
        }
        """, new[] { width, height }));

    /// <summary>As a phone writes it: a segment of EXIF data with a place, right after the beginning.</summary>
    private static byte[] WithGps(byte[] jpeg)
    {
        byte[] exif = [.. "Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0 GPS 48.8566 N 2.3522 E"u8];
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }
}
