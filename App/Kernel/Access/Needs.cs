namespace OpsFlux.Kernel.Access;

/// <summary>
/// What a use case, or one of its methods, asks of whoever runs it. Declared beside the check that the code makes, so that
/// a test can hold the one against the other for every role and every record: a use case without any fails the build's tests.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class UseCaseDoorAttribute : Attribute;

/// <summary>One of these permissions; where the attribute stands twice, one of each. On the record that the call names, if it names one.</summary>
public sealed class NeedsAttribute(params string[] oneOf) : UseCaseDoorAttribute
{
    public IReadOnlyList<string> OneOf => oneOf;

    /// <summary>It concerns what belongs to no structure: the permission has to reach the whole organisation.</summary>
    public bool Everywhere { get; init; }
}

/// <summary>For what hangs on records of any kind: what the kind answers in its <see cref="Records.RecordAccess"/>.</summary>
public sealed class NeedsOnRecordAttribute(RecordRight right) : UseCaseDoorAttribute
{
    public RecordRight Right => right;
}

/// <summary>A right of <see cref="Records.RecordAccess"/>. Each but the first presupposes the first.</summary>
public enum RecordRight
{
    See,
    Contribute,
    SeeInternal,
    Edit,
}

/// <summary>For lists of any kind: the permission that the list's kind names.</summary>
public sealed class NeedsOfListAttribute : UseCaseDoorAttribute;

/// <summary>Everybody who is signed in, since it is about himself or narrows itself: <paramref name="why"/> says how.</summary>
public sealed class SignedInOnlyAttribute(string why) : UseCaseDoorAttribute
{
    public string Why => why;
}

/// <summary>Whoever comes, signed in or not.</summary>
public sealed class AnyoneMayAttribute(string why) : UseCaseDoorAttribute
{
    public string Why => why;
}

/// <summary>
/// A piece of other use cases, of jobs or of verbs, which have checked: it asks nothing itself, so no page may inject it. None
/// named: of any use case.
/// </summary>
public sealed class PartOfAttribute(params Type[] users) : UseCaseDoorAttribute
{
    public IReadOnlyList<Type> Users => users;
}
