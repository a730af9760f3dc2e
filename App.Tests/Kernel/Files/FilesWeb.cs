using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Files;

/// <summary>The whole application on a real socket, with attachments in a folder of the tests' own. People are signed in by a header.</summary>
public sealed class FilesWeb : TestApp, IDisposable
{
    public const string PersonHeader = SignedInByHeader.PersonHeader, TokenHeader = SignedInByHeader.TokenHeader;

    private readonly TempFolder folder = new("-files");
    private WebApplication? web;

    public FilesWeb()
    {
        Options = new() { Folder = folder.Path };
        Store = new(new FolderFileStore(Options));
    }

    /// <summary>Shared by the web application and the jobs; a test that changes one puts it back.</summary>
    public FilesOptions Options { get; }

    public FlakyStore Store { get; }

    public Uri Address => new(web!.Urls.Single());   // asked for by clients, which have started it

    /// <summary>Contents and leftovers, wherever they lie.</summary>
    public string[] FilesOnDisk() => Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories);

    /// <summary>Somebody with this role in <paramref name="structure"/>, for whom a client can be made.</summary>
    public async Task<User> AddPersonAsync(string role = BuiltInRoles.Technician, Guid? structure = null)
    {
        var person = await SaveAsync(Make.User(structure: structure));
        await WithDbAsync(async db =>
        {
            var roleId = await db.Set<Role>().Where(r => r.Code == role).Select(r => r.Id).SingleAsync();
            db.Add(new RoleAssignment { RoleId = roleId, UserId = person.Id });
            return await db.SaveChangesAsync();
        });
        return person;
    }

    /// <summary>A browser of this person's own, with the token that our pages send along.</summary>
    public async Task<HttpClient> ClientAsync(User person)
    {
        await StartAsync();
        return await SignedInByHeader.ClientAsync(Address, person.Id);
    }

    public async Task<Ticket> AddTicketAsync(User? requester = null, Guid? structure = null) =>
        await SaveAsync(Make.Ticket(requester: requester?.Id, structure: structure));

    public Task<List<Attachment>> AttachmentsAsync(Guid recordId) =>
        WithDbAsync(db => db.Set<Attachment>().AsNoTracking().Where(a => a.RecordId == recordId).OrderBy(a => a.Id).ToListAsync());

    public override async Task DisposeAsync()
    {
        if (web is not null) await web.DisposeAsync();
        await base.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    protected override void Change(IServiceCollection services) => UseOwnFiles(services);

    private void UseOwnFiles(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton(Options));
        services.Replace(ServiceDescriptor.Singleton<IFileStore>(Store));
    }

    private async Task StartAsync()
    {
        if (web is not null) return;
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0", ["Data:Folder"] = folder.Path }).Build();
        web = WebHosting.Build(configuration, Connections, Catalog, builder =>
        {
            UseOwnFiles(builder.Services);
            builder.Services.AddSingleton<IStartupFilter, SignedInByHeader>();
        });
        await web.StartAsync();
    }
}
