using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Setup.Fields;
using OpsFlux.Modules.Tickets.Setup.Replies;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>Two structures side by side, a person for every role in the first of them, and marked records of his own, of his structure and of the other.</summary>
public sealed class MatrixApp : TestApp, IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new("-matrix");
    private readonly Dictionary<MatrixRole, User> people = [];
    private readonly Dictionary<(MatrixRole?, Subject), MarkedTicket> records = [];
    private int made;

    public MatrixApp()
    {
        Options = new() { Folder = folder.Path };
        Store = new(new FolderFileStore(Options));
    }

    internal WriteWatch Writes { get; } = new();
    internal MarkedStore Store { get; }
    public FilesOptions Options { get; }
    public RoleTable Table { get; private set; } = null!;       // these are set before any test runs
    public Markers Markers { get; private set; } = null!;
    public Structure Here { get; } = Make.Structure("Ici");
    public Structure There { get; } = Make.Structure("Là-bas");
    public Group Team { get; private set; } = null!;

    /// <summary>Somebody of the first structure with no part in the matrix: wrote the comments, uploaded the files, and is who is named.</summary>
    public User Colleague { get; private set; } = null!;
    public CategoryField Field { get; } = new() { CategoryId = World.Category, Code = "matrice", Kind = FieldKind.Text, French = "Question" };
    public ChecklistTemplate Template { get; } = new() { Name = "Liste", CategoryId = World.Category, Items = ["À faire"] };
    public CannedReply Reply { get; } = new() { Title = "Bonjour", Body = "Bonjour" };

    /// <summary>Everything a serving instance of these tests shares with them.</summary>
    internal void UseOwnFiles(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton(Options));
        services.Replace(ServiceDescriptor.Singleton<IFileStore>(Store));
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        (Table, Markers) = (new(Catalog), new(new(Catalog)));
        Colleague = Make.User("Colette Gue", Here.Id);
        Team = Make.Group("Équipe d’ici", Here.Id);
        await SaveAllAsync(Here, There);
        await SaveAllAsync(Colleague, Team, Field, Template, Reply);
        await SaveAsync(Make.Member(Team, Colleague));
        foreach (var role in MatrixRole.All) people[role] = await AddPersonAsync(role);
    }

    public void Dispose() => folder.Dispose();

    public User PersonOf(MatrixRole role) => people[role];

    /// <summary>One's own differs by person; the others are everybody's.</summary>
    public async Task<MarkedTicket> RecordAsync(MatrixRole role, Subject subject) =>
        records.TryGetValue(KeyOf(role, subject), out var held) ? held : records[KeyOf(role, subject)] = await MarkAsync(role, subject);

    /// <summary>After somebody changed it: the next one finds a record as it was.</summary>
    public void Forget(MatrixRole role, Subject subject) => records.Remove(KeyOf(role, subject));

    protected override void Change(IServiceCollection services)
    {
        UseOwnFiles(services);
        services.ConfigureDbContext<AppDbContext>(options => options.AddInterceptors(Writes), ServiceLifetime.Scoped);
    }

    private static (MatrixRole?, Subject) KeyOf(MatrixRole role, Subject subject) => (subject == Subject.Own ? role : null, subject);

    private async Task<User> AddPersonAsync(MatrixRole role)
    {
        var person = await SaveAsync(Make.User(role.Name, Here.Id));
        if (role.Code is null) return person;
        var id = await WithDbAsync(db => db.Set<Role>().Where(r => r.Code == role.Code).Select(r => r.Id).SingleAsync());
        await SaveAsync(new RoleAssignment { RoleId = id, UserId = person.Id, StructureId = role.WithinOne ? Here.Id : null });
        return person;
    }

    private async Task<MarkedTicket> MarkAsync(MatrixRole role, Subject subject)
    {
        var record = new MarkedTicket(++made, subject, subject == Subject.Own ? people[role].Id : Colleague.Id, Colleague.Id, subject == Subject.Structure ? Here.Id : There.Id);
        await WithDbAsync(async db =>
        {
            db.AddRange(record.Tickets);
            await db.SaveChangesAsync();
            record.Merged.MergeInto(record.Ticket, FakeClock.Start);
            db.AddRange(record.Rest);
            return await db.SaveChangesAsync();
        });
        Store.Keep(record.File, record.Mark("content"));
        Store.Keep(record.Secret, record.Mark("secret"));
        Markers.Add(record);
        return record;
    }
}
