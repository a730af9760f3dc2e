using Microsoft.AspNetCore.Components.Forms;
using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Accounts.People.Import;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Pages;

/// <summary>Takes a file, shows how its columns are read, tries it without writing, and writes it.</summary>
public sealed partial class ImportUsersPage(ImportPeople import, UserChoices choices)
{
    /// <summary>The file while the page is open: it is read three times, and holds names, so that no disk shall keep it.</summary>
    private byte[] file = [];
    private string fileName = "";
    private IReadOnlyList<NamedId> structures = [];
    private List<MappedColumn> columns = [];
    private Guid structureId;
    private ImportReport? report;
    private bool isApplied;

    protected override Task OnInitializedAsync() => LoadAsync(async () =>
    {
        structures = await choices.StructuresAsync(UserPermissions.Manage, Gone);
        structureId = structures is [var first, ..] ? first.Id : Guid.Empty;
    });

    private async Task ChosenAsync(InputFileChangeEventArgs e)
    {
        Forget();
        columns = [];
        await ActAsync(async () =>
        {
            if (e.File.Size > ImportPeople.LargestFile) return Refusal.Conflict("users.file-too-large", ImportPeople.LargestFile >> 20);
            using var held = new MemoryStream();
            await using (var sent = e.File.OpenReadStream(ImportPeople.LargestFile, Gone)) await sent.CopyToAsync(held, Gone);
            (file, fileName) = (held.ToArray(), e.File.Name);
            var read = await import.HeadersAsync(new MemoryStream(file), Gone);
            columns = [.. read.Value ?? []];
            return new Result(read.Refusal);
        });
    }

    private void Map(int at, object? column)
    {
        columns[at] = columns[at] with { Column = column?.ToString() ?? "" };
        Forget();
    }

    /// <summary>What was tried is not what would be written now.</summary>
    private void Forget() => (report, isApplied, refusal) = (null, false, null);

    private async Task RunAsync(bool dryRun)
    {
        Forget();
        await ActAsync(async () =>
        {
            var done = await import.RunAsync(new MemoryStream(file), fileName, structureId, columns, dryRun, Gone);
            report = done.Value;
            isApplied = !dryRun && report is { RefusedRows: 0 };
            return new Result(done.Refusal);
        });
    }
}
