using System.Linq.Expressions;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Privacy;

namespace OpsFlux.Kernel.Accounts.References;

/// <summary>
/// What a module's columns say of people and groups, so that one account can take another's place. Registered as a service;
/// a test compares what is declared with the database's columns, so that no new one is forgotten.
/// </summary>
public interface IAccountReferences
{
    void Describe(AccountReferences references);
}

/// <summary>A column that names a person, a group, a structure or a site.</summary>
/// <param name="Target">What it names.</param>
/// <param name="Follows">Whether it names the kept one after a merge. What follows has words: key <see cref="Text"/> for people and groups.</param>
/// <param name="OneEach">
/// Columns with which the named one occurs once: what the kept one has already is not given to it twice. Empty: it occurs
/// once by itself. Null: any number of times.
/// </param>
public sealed record AccountReference(Type Entity, string Property, Type Target, bool Follows, IReadOnlyList<string>? OneEach = null)
{
    /// <summary>Null: the rows are no part of what is held on the person.</summary>
    public HeldArea? Held { get; init; }

    /// <summary>Kind of the rows, as in the audit log.</summary>
    public string Subject => Conventions.SnakeCase(Entity.Name);

    public string Text => $"Reference.{Entity.Name}.{Property}";
}

/// <summary>Collects them.</summary>
public sealed class AccountReferences
{
    private readonly List<AccountReference> all = [];

    public IReadOnlyList<AccountReference> All => all;

    /// <summary>What somebody is or has: it goes on with the account that is kept.</summary>
    public AccountReferences Person<T>(Expression<Func<T, object?>> column, params Expression<Func<T, object?>>[] oneEach) => Add(typeof(User), column, true, oneEach);

    /// <summary>What everybody has once: the kept account's own stands before that of the other.</summary>
    public AccountReferences PersonOnce<T>(Expression<Func<T, object?>> column)
    {
        all.Add(new(typeof(T), NameOf(column), typeof(User), Follows: true, OneEach: []));
        return this;
    }

    /// <summary>What somebody did, and what proves who he was: it stays with the account that did it, whose name stays readable.</summary>
    public AccountReferences PersonStays<T>(params Expression<Func<T, object?>>[] columns)
    {
        foreach (var column in columns) Add(typeof(User), column, false, []);
        return this;
    }

    public AccountReferences Group<T>(Expression<Func<T, object?>> column, params Expression<Func<T, object?>>[] oneEach) => Add(typeof(Group), column, true, oneEach);

    /// <summary>The rows of the column declared last are held on whom it names: they are part of his export, and end with his name as said.</summary>
    public AccountReferences Held(string area, WhenAnonymised end = WhenAnonymised.Keep)
    {
        all[^1] = all[^1] with { Held = new(area, end) };
        return this;
    }

    private AccountReferences Add<T>(Type target, Expression<Func<T, object?>> column, bool follows, Expression<Func<T, object?>>[] oneEach)
    {
        all.Add(new(typeof(T), NameOf(column), target, follows, oneEach is [] ? null : [.. oneEach.Select(NameOf)]));
        return this;
    }

    private static string NameOf<T>(Expression<Func<T, object?>> column) =>
        (column.Body is UnaryExpression { Operand: MemberExpression inner } ? inner : column.Body as MemberExpression)?.Member.Name
        ?? throw new ArgumentException($"{column} is no property", nameof(column));
}
