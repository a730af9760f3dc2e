using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.People.Entering;
using OpsFlux.Kernel.Accounts.Public;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Editing;

/// <param name="Link">Shown once, where the link was asked for instead of a mail.</param>
/// <param name="NotWelcomed">The person is there, but the link could not be sent or made: why.</param>
public sealed record CreatedUser(Guid Id, string UserName, string? Link, Refusal? NotWelcomed);

/// <summary>
/// Adds a person, with a role if one was chosen, then lets him in as was asked. Refuses: forbidden, invalid (user-name-form,
/// user-name-taken, email-taken, unknown-value, required), already-exists.
/// </summary>
[Needs(UserPermissions.Manage)]
public sealed class CreateUser(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, PersonGuard guard, IInvitePeople invite) : IUseCase
{
    public async Task<Result<CreatedUser>> RunAsync(CreateUserRequest request, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.Manage)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        if (request.Welcome is UserWelcome.Mail && string.IsNullOrWhiteSpace(request.Email)) return Refusal.Invalid(new FieldError(nameof(request.Email), "required"));

        await using var db = await dbs.CreateDbContextAsync(ct);
        var described = await DescribeAsync(db, request, ct);
        if (described.Failed) return described.Refusal;

        var person = described.Value;
        db.Add(person);
        UserEvents.Raise(db, person, new UserCreated(person.Id, person.UserName ?? "", person.StructureId));
        if (request.RoleId is { } role) db.Add(new RoleAssignment { RoleId = role, UserId = person.Id });
        var saved = await db.TrySaveAsync(ct);
        return saved.Failed ? saved.Refusal : await WelcomeAsync(person, request.Welcome, ct);
    }

    private async Task<Result<User>> DescribeAsync(AppDbContext db, CreateUserRequest request, CancellationToken ct)
    {
        var structure = request.StructureId!.Value;   // the annotations require one
        if (await UserRules.CheckStructureAsync(db, user, structure, ct) is { } unknown) return unknown;
        if (await UserRules.CheckEmailAsync(db, request.Email, Guid.Empty, ct) is { } taken) return taken;
        if (request.RoleId is { } role && !(await guard.GivableRolesAsync(db, structure, ct)).Contains(role)) return Refusal.Invalid(new FieldError(nameof(request.RoleId), "unknown-value"));
        var name = await NameAsync(db, request, ct);
        if (name.Failed) return name.Refusal;

        var person = new User { UserName = name.Value, NormalizedUserName = PersonVersion.Normal(name.Value), StructureId = structure, SecurityStamp = Guid.CreateVersion7().ToString() };
        UserRules.Apply(request, person);
        person.EmailConfirmed = false;   // until the link in his mail was followed
        return person;
    }

    private static async Task<Result<string>> NameAsync(AppDbContext db, CreateUserRequest request, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.UserName)) return await ProposeUserName.FreeAsync(db, request.DisplayName, ct);
        var name = request.UserName.Trim().TrimStart('@');
        if (!UserNames.Fits(name)) return Refusal.Invalid(new FieldError(nameof(request.UserName), "user-name-form"));
        var normal = PersonVersion.Normal(name);
        return await db.Set<User>().AnyAsync(u => u.NormalizedUserName == normal, ct) ? Refusal.Invalid(new FieldError(nameof(request.UserName), "user-name-taken")) : name;
    }

    /// <summary>After the person is saved: a mail that cannot be sent must not undo him.</summary>
    private async Task<Result<CreatedUser>> WelcomeAsync(User person, UserWelcome welcome, CancellationToken ct)
    {
        var created = new CreatedUser(person.Id, person.UserName ?? "", null, null);
        if (welcome is UserWelcome.Mail) return created with { NotWelcomed = (await invite.InviteAsync(person, ct)).Refusal };
        if (welcome is not UserWelcome.Link) return created;
        var link = await invite.MakeLinkAsync(person, ct);
        return created with { Link = link.Value, NotWelcomed = link.Refusal };
    }
}
